package io.tributary.core.document;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How a finding stands against the day before. Findings are the same when table, column and rule
 * are.
 *
 * @param state how it stands
 * @param severity the gravest of today; of the day before for what is resolved
 * @param table where; empty for the day as a whole
 * @param column where; empty for the table as a whole
 * @param rule which rule
 * @param message the finding's; of the day before for what is resolved
 * @param first the first day in a row with it, as far as summaries tell
 */
public record FindingState(
    State state,
    Severity severity,
    Optional<String> table,
    Optional<String> column,
    String rule,
    String message,
    LocalDate first) {
  /** States. */
  public enum State {
    /** Not found on the day before. */
    NEW,
    /** Found on the day before too. */
    ONGOING,
    /** Found, and somebody accepted it as a known anomaly. */
    KNOWN,
    /** Found on the day before, not today. */
    RESOLVED
  }

  /** Whether it is about the same as a finding. */
  public boolean isOf(Finding finding) {
    return rule.equals(finding.rule())
        && table.equals(finding.table())
        && column.equals(finding.column());
  }
}
