package io.tributary.quality.contract;

import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.quality.Observation;
import io.tributary.quality.Rule;
import io.tributary.quality.TableFacts;
import io.tributary.quality.trend.Expectation;
import io.tributary.quality.trend.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A metric is what the same weekdays before it were; as {@link Expectation} has it.
 *
 * @param head of the rule
 * @param column of a rule on a column, by its normal name
 * @param figures that are judged
 * @param z robust standard deviations that are no news
 * @param days of the calendar to look back
 */
record TrendRule(RuleHead head, Optional<String> column, List<Figure> figures, double z, int days)
    implements Rule {
  /** The name of the rule in a contract. */
  static final String NAME = "trend";

  /** The rule on extremes, by its name in a contract. */
  static final String OUTLIERS = "outliers";

  /** What has a history. */
  enum Figure {
    ROWS("merged", Scale.LOGARITHMIC, 0.1),
    NULLS("null-ratio", Scale.LINEAR, 0.01),
    DISTINCT("distinct", Scale.LOGARITHMIC, 0.3),
    MEAN("mean", Scale.LINEAR, 0.1),
    LEAST("least", Scale.LINEAR, 0.1),
    GREATEST("greatest", Scale.LINEAR, 0.1);

    private final String metric;
    private final Scale scale;

    /** Change that matters: of the metric itself, or of means and extremes as a share of it. */
    private final double least;

    Figure(String metric, Scale scale, double least) {
      this.metric = metric;
      this.scale = scale;
      this.least = least;
    }

    static List<String> words(boolean ofColumn) {
      return Arrays.stream(values())
          .filter(figure -> ofColumn == (figure != ROWS))
          .map(Figure::word)
          .toList();
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private double least(List<Observation> history) {
      if (this == ROWS || this == NULLS || this == DISTINCT) {
        return least;
      }
      double[] sizes =
          history.stream().mapToDouble(day -> Math.abs(day.value())).sorted().toArray();
      return sizes.length == 0 ? least : least * sizes[sizes.length / 2];
    }

    private Optional<Double> of(TableFacts facts, Optional<TableMetadata.Column> column) {
      Optional<ColumnMetrics> metrics = column.flatMap(TableMetadata.Column::metrics);
      double rows = (double) facts.counts().merged();
      return switch (this) {
        case ROWS -> Optional.of(rows);
        case NULLS -> column.filter(c -> rows > 0).map(found -> (double) found.nulls() / rows);
        case DISTINCT -> metrics.map(known -> (double) known.distinct());
        case MEAN -> metrics.flatMap(ColumnMetrics::mean);
        case LEAST -> metrics.flatMap(known -> number(known, known.least()));
        case GREATEST -> metrics.flatMap(known -> number(known, known.greatest()));
      };
    }

    /** Extremes are numbers where all values are. */
    private static Optional<Double> number(ColumnMetrics metrics, Optional<String> extreme) {
      return extreme.filter(text -> metrics.numbers() == metrics.values()).map(Double::parseDouble);
    }

    private String shown(double value) {
      return this == NULLS ? Unit.PERCENT.figure(100 * value) : Unit.number(value);
    }
  }

  TrendRule {
    figures = List.copyOf(figures);
  }

  @Override
  public String name() {
    return head.id();
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    return figures.stream().flatMap(figure -> judge(facts, figure).stream());
  }

  private Optional<Finding> judge(TableFacts facts, Figure figure) {
    Optional<TableMetadata.Column> found =
        column.flatMap(key -> ColumnsRule.find(facts.columns(), key));
    Optional<Double> today = figure.of(facts, found);
    if (today.isEmpty()) {
      return Optional.of(unknown(facts, "no " + figure.word() + " known today"));
    }
    List<Observation> history =
        facts
            .history()
            .of(Optional.of(facts.table()), found.map(TableMetadata.Column::name), figure.metric);
    Optional<Expectation> expected =
        Expectation.of(history, facts.history().day(), days, figure.scale, z, figure.least(history))
            .map(
                usual ->
                    figure == Figure.NULLS
                        ? usual.ofRatio((double) facts.counts().merged(), z)
                        : usual);
    if (expected.isEmpty()) {
      return Optional.of(
          unknown(facts, "not enough history: fewer than 3 days of this weekday are known"));
    }
    return expected
        .filter(usual -> !usual.allows(today.get()))
        .map(usual -> breach(facts, figure, today.get(), usual));
  }

  private Finding breach(TableFacts facts, Figure figure, double today, Expectation usual) {
    String band = figure.shown(usual.low()) + " to " + figure.shown(usual.high());
    return head.breach(
            facts.table(),
            column,
            figure.word() + " " + figure.shown(today) + ", usually " + band,
            figure.shown(today),
            band)
        .measured(figure.metric, today, usual.band());
  }

  private Finding unknown(TableFacts facts, String why) {
    return new Finding(
        Severity.OK,
        Optional.of(facts.table()),
        column,
        head.id(),
        why,
        "unknown",
        "what the same weekdays before were");
  }
}
