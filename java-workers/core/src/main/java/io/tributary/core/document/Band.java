package io.tributary.core.document;

import java.util.Optional;

/**
 * What a number was expected to be, in the unit of the metric; a bound that does not hold is
 * absent.
 *
 * @param low not less than this
 * @param centre the usual value
 * @param high not more than this
 */
public record Band(Optional<Double> low, Optional<Double> centre, Optional<Double> high) {}
