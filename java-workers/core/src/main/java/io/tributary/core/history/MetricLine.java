package io.tributary.core.history;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One line of a history file: one metric of a day, of one of its tables, or of a column.
 *
 * @param date the day
 * @param run that summarised it
 * @param table absent for the day as a whole
 * @param column absent for the table as a whole
 * @param metric what was measured, a name of {@link Metric}
 * @param value of it, in the metric's unit
 */
public record MetricLine(
    LocalDate date,
    String run,
    Optional<String> table,
    Optional<String> column,
    String metric,
    Number value) {}
