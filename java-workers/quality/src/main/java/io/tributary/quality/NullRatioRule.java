package io.tributary.quality;

import io.tributary.core.config.QualitySpec;
import io.tributary.core.document.Band;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.history.Metric;
import io.tributary.quality.trend.Expectation;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The NULL ratio of each column stays about what it was on the same weekdays before; while there is
 * too little history, about what it was on the baseline day.
 */
final class NullRatioRule implements Rule {
  private static final String NAME = "null-ratio";

  private final QualitySpec spec;

  NullRatioRule(QualitySpec spec) {
    this.spec = spec;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    if (facts.rows() == 0) {
      return Stream.empty();
    }
    Trends trends = new Trends(facts, spec);
    if (tooFew(facts) && trends.expected(trends.rows()).isEmpty()) {
      return Stream.of(
          table(
              Severity.OK,
              facts,
              "not enough history to compare NULL ratios",
              Figures.count(fewer(facts), "row", "rows"),
              "at least " + Proportion.ENOUGH + " rows on both days"));
    }
    // A column that is gone is header drift, and needs no second finding.
    return facts.columns().stream()
        .filter(column -> column.members() > 0)
        .flatMap(
            column ->
                trends
                    .expected(trends.nulls(column))
                    .map(usual -> againstHistory(facts, column, usual))
                    .orElseGet(() -> againstBaseline(facts, column)));
  }

  private static boolean tooFew(TableFacts facts) {
    return facts.baseline().isPresent() && fewer(facts) < Proportion.ENOUGH;
  }

  private static long fewer(TableFacts facts) {
    return Math.min(facts.baseline().map(TableMetadata::rows).orElse(0L), facts.rows());
  }

  private Stream<Finding> againstHistory(
      TableFacts facts, TableMetadata.Column column, Expectation usual) {
    Proportion today = Proportion.nulls(column, facts.rows());
    if (usual.allows(today.ratio())) {
      return Stream.empty();
    }
    String band = Figures.percent(usual.low()) + " to " + Figures.percent(usual.high());
    return Stream.of(
        column(
                severity(today),
                facts,
                column.name(),
                "NULL " + today + ", usually " + band,
                today.toString(),
                band)
            .measured(Metric.NULL_RATIO.code(), today.ratio(), usual.band()));
  }

  private Stream<Finding> againstBaseline(TableFacts facts, TableMetadata.Column column) {
    // A column that was not there on that day had no NULLs to compare with.
    Optional<TableMetadata.Column> known = facts.before(column).filter(was -> was.members() > 0);
    if (known.isEmpty() || tooFew(facts)) {
      return Stream.empty();
    }
    TableMetadata before = facts.baseline().get();
    Proportion today = Proportion.nulls(column, facts.rows());
    Proportion then = Proportion.nulls(known.get(), before.rows());
    // The baseline may have been unusual itself: then what it was compared with is still usual.
    Optional<Proportion> earlier =
        Usual.of(before, NAME, Optional.of(column.name()))
            .map(ratio -> new Proportion(Math.round(ratio * before.rows()), before.rows()));
    boolean like = !today.differsFrom(then, spec.nullRise());
    if (earlier.map(ratio -> !today.differsFrom(ratio, spec.nullRise())).orElse(like)) {
      return Stream.empty();
    }
    Proportion usual = like ? earlier.orElseThrow() : then;
    return Stream.of(
        column(
                like ? Severity.OK : severity(today),
                facts,
                column.name(),
                like
                    ? "NULL " + today + " as on " + before.date() + ", " + usual + " before"
                    : "NULL " + today + ", " + usual + " on " + before.date(),
                today.toString(),
                "about " + usual)
            .measured(Metric.NULL_RATIO.code(), today.ratio(), band(usual)));
  }

  private Band band(Proportion usual) {
    return new Band(
        Optional.of(Math.max(0, usual.ratio() - spec.nullRise())),
        Optional.of(usual.ratio()),
        Optional.of(Math.min(1, usual.ratio() + spec.nullRise())));
  }

  /** A column that has been emptied is worse than one with more NULLs. */
  private static Severity severity(Proportion nulls) {
    return nulls.part() == nulls.whole() ? Severity.ERROR : Severity.WARN;
  }
}
