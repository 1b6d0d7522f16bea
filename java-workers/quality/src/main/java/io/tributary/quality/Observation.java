package io.tributary.quality;

import java.time.LocalDate;

/**
 * A metric on one day.
 *
 * @param date the day
 * @param value of the metric, in its unit
 */
public record Observation(LocalDate date, double value) {}
