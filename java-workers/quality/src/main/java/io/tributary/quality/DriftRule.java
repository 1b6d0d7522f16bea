package io.tributary.quality;

import io.tributary.core.config.QualitySpec;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.quality.trend.Drift;
import io.tributary.quality.trend.Expectation;
import java.util.Optional;
import java.util.stream.Stream;

/** Metrics that have been moving slowly, while no single day of it was worth a look. */
final class DriftRule implements Rule {
  private final QualitySpec spec;

  DriftRule(QualitySpec spec) {
    this.spec = spec;
  }

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    Trends trends = new Trends(facts, spec);
    Stream<Trends.Value> ofColumns =
        facts.columns().stream()
            .filter(column -> column.members() > 0)
            .flatMap(
                column -> Stream.concat(Stream.of(trends.nulls(column)), trends.values(column)));
    return Stream.concat(Stream.of(trends.rows()), facts.rows() == 0 ? Stream.empty() : ofColumns)
        .flatMap(value -> judge(facts, trends, value));
  }

  private Stream<Finding> judge(TableFacts facts, Trends trends, Trends.Value today) {
    Optional<Expectation> expected = trends.expected(today);
    if (expected.filter(usual -> usual.allows(today.value())).isEmpty()) {
      return Stream.empty(); // Nothing is known, or another rule says so.
    }
    return trends.drift(today).stream().map(drift -> finding(facts, trends, today, drift));
  }

  private Finding finding(TableFacts facts, Trends trends, Trends.Value today, Drift drift) {
    // What goes on is told once: it is a note from the next day on.
    boolean news = !trends.drifted(today);
    String now = ColumnTrendRule.number(today, drift.average());
    String usual =
        ColumnTrendRule.number(today, drift.low())
            + " to "
            + ColumnTrendRule.number(today, drift.high());
    return new Finding(
            news ? Severity.WARN : Severity.OK,
            Optional.of(facts.table()),
            today.column(),
            name(),
            ColumnTrendRule.what(today)
                + " drift: about "
                + now
                + " of late, "
                + usual
                + " in the weeks before"
                + (news ? "" : ", as on the day before"),
            now,
            usual)
        .measured(today.metric().code(), drift.average(), drift.band());
  }
}
