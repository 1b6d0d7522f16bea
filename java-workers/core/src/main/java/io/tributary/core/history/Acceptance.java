package io.tributary.core.history;

import io.tributary.core.config.ColumnName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * {@code history/accepted/{id}.json}: somebody knows why a day was odd. What it covers does not
 * train: later days are not compared with it, and the day's own findings are told as known.
 *
 * @param version of this document's format
 * @param date the odd day
 * @param table absent: all tables, and the day as a whole
 * @param column absent: all columns, and the table as a whole
 * @param metric absent: all metrics
 * @param reason for people
 * @param by whom
 * @param at when it was accepted
 */
public record Acceptance(
    int version,
    LocalDate date,
    Optional<String> table,
    Optional<String> column,
    Optional<String> metric,
    String reason,
    String by,
    Instant at) {
  /** The present format. */
  public static final int VERSION = 1;

  /** Whether this is about a metric of a day, a table or a column. */
  public boolean covers(
      LocalDate day, Optional<String> ofTable, Optional<String> ofColumn, Optional<String> what) {
    return date.equals(day)
        && (table.isEmpty() || table.equals(ofTable))
        && (column.isEmpty()
            || column.map(ColumnName::normalise).equals(ofColumn.map(ColumnName::normalise)))
        && (metric.isEmpty() || metric.equals(what));
  }

  /** What it covers, for people: {@code room_rate.price null-ratio}. */
  public String scope() {
    String where = table.orElse("the whole day") + column.map(name -> "." + name).orElse("");
    return where + metric.map(name -> " " + name).orElse("");
  }
}
