package io.tributary.quality.contract;

import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.quality.Rule;
import io.tributary.quality.TableFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By how much a figure changed since the baseline day: the day before, or the newest earlier one.
 *
 * @param head of the rule
 * @param column of a rule on a column, by its normal name
 * @param figure that is compared
 * @param comparison on the change in percent; of NULL ratios in points of a percent
 */
record ChangeRule(RuleHead head, Optional<String> column, Figure figure, Comparison comparison)
    implements Rule {
  /** The name of the rule in a contract. */
  static final String NAME = "compared-with-day-before";

  /** What can be compared. */
  enum Figure {
    ROWS,
    COLUMNS,
    NULLS,
    DISTINCT,
    MEAN;

    /** The figures that a table, or a column, has. */
    static List<String> words(boolean ofColumn) {
      return Arrays.stream(values())
          .filter(figure -> ofColumn == (figure.compareTo(COLUMNS) > 0))
          .map(Figure::word)
          .toList();
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What changes are counted in. */
    String unit() {
      return this == NULLS ? " points" : " %";
    }
  }

  @Override
  public String name() {
    return head.id();
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    Optional<TableMetadata> before = facts.baseline();
    if (before.isEmpty()) {
      return Stream.of(unknown(facts, "not enough history: no earlier day"));
    }
    Optional<Double> now = figure(facts.counts().merged(), facts.columns());
    Optional<Double> then = figure(before.get().rows(), before.get().columns());
    if (now.isEmpty() || then.isEmpty()) {
      String which = now.isEmpty() ? "today" : "on " + before.get().date();
      return Stream.of(unknown(facts, "no " + figure.word() + " known " + which));
    }
    double change = change(now.get(), then.get());
    if (comparison.holds(change)) {
      return Stream.empty();
    }
    return Stream.of(
        head.breach(
            facts.table(),
            column,
            figure.word()
                + " "
                + shown(now.get())
                + ", "
                + shown(then.get())
                + " on "
                + before.get().date(),
            signed(change),
            comparison.words(this::signed)));
  }

  private double change(double now, double then) {
    if (figure == Figure.NULLS) {
      return now - then;
    }
    return now == then ? 0 : 100 * (now - then) / Math.abs(then);
  }

  private Optional<Double> figure(long rows, List<TableMetadata.Column> columns) {
    if (column.isEmpty()) {
      return Optional.of(figure == Figure.ROWS ? (double) rows : (double) columns.size());
    }
    Optional<TableMetadata.Column> found = ColumnsRule.find(columns, column.get());
    Optional<ColumnMetrics> metrics = found.flatMap(TableMetadata.Column::metrics);
    return switch (figure) {
      case NULLS -> found.map(known -> Unit.PERCENT.of(known.nulls(), rows));
      case DISTINCT -> metrics.map(known -> (double) known.distinct());
      case MEAN -> metrics.flatMap(ColumnMetrics::mean);
      case ROWS, COLUMNS -> throw new IllegalStateException(figure + " of a column");
    };
  }

  private String shown(double value) {
    return figure == Figure.NULLS ? Unit.PERCENT.figure(value) : Unit.number(value);
  }

  private String signed(double change) {
    if (Double.isInfinite(change)) {
      return "from nothing";
    }
    double rounded = Math.rint(change * 100) / 100;
    return (change > 0 ? "+" : "") + Unit.number(rounded) + figure.unit();
  }

  private Finding unknown(TableFacts facts, String why) {
    return new Finding(
        Severity.OK,
        Optional.of(facts.table()),
        column,
        head.id(),
        why,
        "unknown",
        comparison.words(this::signed));
  }
}
