package io.tributary.quality;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import java.util.Locale;
import java.util.stream.Stream;

/** A day is a full snapshot, so its size is about that of the baseline day. */
final class RowCountRule implements Rule {
  /** More or less than the baseline day by this share is worth a look. */
  private static final double CHANGE = 0.3;

  @Override
  public String name() {
    return "row-count";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    if (facts.baseline().isEmpty()) {
      return Stream.of(
          table(Severity.OK, facts, "not enough history: no earlier day", "0 days", "1 day"));
    }
    TableMetadata before = facts.baseline().get();
    if (facts.rows() == 0 && before.rows() > 0) {
      return Stream.of(table(Severity.ERROR, facts, "empty today", "0 rows", usual(before)));
    }
    if (before.rows() < Proportion.ENOUGH) {
      return Stream.empty();
    }
    double change = (double) facts.rows() / before.rows() - 1;
    if (Math.abs(change) < CHANGE) {
      return Stream.empty();
    }
    return Stream.of(
        table(
            Severity.WARN,
            facts,
            String.format(
                Locale.ROOT,
                "%.0f %% %s rows than on %s",
                Math.abs(change) * 100,
                change > 0 ? "more" : "fewer",
                before.date()),
            Figures.count(facts.rows(), "row", "rows"),
            usual(before)));
  }

  private static String usual(TableMetadata before) {
    return "about " + Figures.count(before.rows(), "row", "rows") + " as on " + before.date();
  }
}
