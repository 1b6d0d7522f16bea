package io.tributary.quality;

import io.tributary.core.config.QualitySpec;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.history.Metric;
import io.tributary.quality.trend.Expectation;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The values of a column are about as many different ones, and as large, as on days before. */
final class ColumnTrendRule implements Rule {
  private final QualitySpec spec;

  ColumnTrendRule(QualitySpec spec) {
    this.spec = spec;
  }

  @Override
  public String name() {
    return "column-values";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    if (facts.rows() == 0) {
      return Stream.empty();
    }
    Trends trends = new Trends(facts, spec);
    // Fewer rows have fewer distinct values, which is no second finding.
    boolean usualRows =
        trends
            .expected(trends.rows())
            .filter(usual -> usual.allows((double) facts.rows()))
            .isPresent();
    return facts.columns().stream()
        .flatMap(trends::values)
        .filter(value -> usualRows || value.metric() != Metric.DISTINCT)
        .flatMap(value -> judge(facts, trends, value));
  }

  private Stream<Finding> judge(TableFacts facts, Trends trends, Trends.Value today) {
    Optional<Expectation> expected =
        trends.expected(today).filter(usual -> !usual.allows(today.value()));
    return expected.stream()
        .map(
            usual ->
                column(
                        Severity.WARN,
                        facts,
                        today.column().orElseThrow(),
                        what(today)
                            + " "
                            + number(today, today.value())
                            + ", usually "
                            + number(today, usual.low())
                            + " to "
                            + number(today, usual.high()),
                        number(today, today.value()),
                        number(today, usual.low()) + " to " + number(today, usual.high()))
                    .measured(today.metric().code(), today.value(), usual.band()));
  }

  static String what(Trends.Value value) {
    return switch (value.metric()) {
      case MERGED -> "rows";
      case NULL_RATIO -> "NULL";
      case DISTINCT -> "distinct values";
      default -> value.metric().code();
    };
  }

  static String number(Trends.Value of, double value) {
    return switch (of.metric()) {
      case NULL_RATIO -> Figures.percent(value);
      case MERGED, DISTINCT -> Figures.count(Math.round(value));
      default -> String.format(Locale.ROOT, "%.4g", value);
    };
  }
}
