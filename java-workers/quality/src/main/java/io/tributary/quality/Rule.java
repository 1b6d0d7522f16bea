package io.tributary.quality;

import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** One rule on a table's facts. A pure function: no clock, no storage, no order of maps. */
public interface Rule {
  /** The name that its findings carry. */
  String name();

  /**
   * What the rule has to say, in a fixed order. A ruling of severity {@code ok} is a note: it is
   * stated and changes no verdict.
   */
  Stream<Finding> judge(TableFacts facts);

  /** A ruling on the table as a whole that lets it be published. */
  default Finding table(
      Severity severity, TableFacts facts, String message, String actual, String expected) {
    return new Finding(
        severity, Optional.of(facts.table()), Optional.empty(), name(), message, actual, expected);
  }

  /** A ruling on one column that lets the table be published. */
  default Finding column(
      Severity severity,
      TableFacts facts,
      String column,
      String message,
      String actual,
      String expected) {
    return new Finding(
        severity,
        Optional.of(facts.table()),
        Optional.of(column),
        name(),
        message,
        actual,
        expected);
  }
}
