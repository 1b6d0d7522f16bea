package io.tributary.quality;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import java.util.Optional;
import java.util.stream.Stream;

/** The NULL ratio of each column stays about what it was on the baseline day. */
final class NullRatioRule implements Rule {
  @Override
  public String name() {
    return "null-ratio";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    Optional<TableMetadata> before = facts.baseline();
    if (before.isEmpty()) {
      return Stream.empty();
    }
    long rows = Math.min(before.get().rows(), facts.rows());
    if (rows < Proportion.ENOUGH) {
      return Stream.of(
          table(
              Severity.OK,
              facts,
              "not enough history to compare NULL ratios",
              Figures.count(rows, "row", "rows"),
              "at least " + Proportion.ENOUGH + " rows on both days"));
    }
    // A column that is gone is header drift, and needs no second finding.
    return facts.columns().stream()
        .filter(column -> column.members() > 0)
        .flatMap(column -> judge(facts, column, before.get().rows()));
  }

  private Stream<Finding> judge(TableFacts facts, TableMetadata.Column column, long rowsBefore) {
    Optional<TableMetadata.Column> known = facts.before(column);
    if (known.isEmpty()) {
      return Stream.empty();
    }
    Proportion today = Proportion.nulls(column, facts.rows());
    Proportion usual = Proportion.nulls(known.get(), rowsBefore);
    if (!today.differsFrom(usual)) {
      return Stream.empty();
    }
    boolean emptied = today.part() == today.whole();
    return Stream.of(
        column(
            emptied ? Severity.ERROR : Severity.WARN,
            facts,
            column.name(),
            "NULL " + today + ", " + usual + " on " + facts.baseline().get().date(),
            today.toString(),
            "about " + usual));
  }
}
