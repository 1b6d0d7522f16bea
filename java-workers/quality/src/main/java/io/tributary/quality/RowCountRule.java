package io.tributary.quality;

import io.tributary.core.config.QualitySpec;
import io.tributary.core.document.Band;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.history.Metric;
import io.tributary.quality.trend.Expectation;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A day is a full snapshot, so its size is about that of the same weekdays before; while there is
 * too little history, about that of the baseline day.
 */
final class RowCountRule implements Rule {
  static final String NAME = "row-count";

  private final QualitySpec spec;

  RowCountRule(QualitySpec spec) {
    this.spec = spec;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    Trends trends = new Trends(facts, spec);
    Optional<Expectation> expected = trends.expected(trends.rows());
    return expected
        .map(usual -> againstHistory(facts, usual))
        .orElseGet(
            () -> facts.baseline().stream().flatMap(before -> againstBaseline(facts, before)));
  }

  private Stream<Finding> againstHistory(TableFacts facts, Expectation usual) {
    if (usual.allows((double) facts.rows())) {
      return Stream.empty();
    }
    boolean empty = facts.rows() == 0;
    String weekday =
        facts.history().day().getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return Stream.of(
        table(
                empty ? Severity.ERROR : Severity.WARN,
                facts,
                empty
                    ? "empty today"
                    : change(facts.rows() / usual.centre() - 1) + " than usual on a " + weekday,
                rows(facts.rows()),
                Figures.count(Math.round(usual.low())) + " to " + rows(Math.round(usual.high())))
            .measured(Metric.MERGED.code(), (double) facts.rows(), usual.band()));
  }

  private Stream<Finding> againstBaseline(TableFacts facts, TableMetadata before) {
    String usual = "about " + rows(before.rows()) + " as on " + before.date();
    if (facts.rows() == 0 && before.rows() > 0) {
      return Stream.of(table(Severity.ERROR, facts, "empty today", "0 rows", usual));
    }
    if (before.rows() < Proportion.ENOUGH) {
      return Stream.empty();
    }
    // The baseline may have been unusual itself: then what it was compared with is still usual.
    Optional<Double> earlier = Usual.of(before, NAME, Optional.empty());
    boolean like = !far(facts.rows(), (double) before.rows());
    if (earlier.map(rows -> !far(facts.rows(), rows)).orElse(like)) {
      return Stream.empty();
    }
    double compared = like ? earlier.orElseThrow() : (double) before.rows();
    String change = change(facts.rows() / compared - 1);
    return Stream.of(
        table(
                like ? Severity.OK : Severity.WARN,
                facts,
                like
                    ? change + " than before " + before.date() + ", as on that day"
                    : change + " than on " + before.date(),
                rows(facts.rows()),
                like ? "about " + rows(Math.round(compared)) : usual)
            .measured(Metric.MERGED.code(), (double) facts.rows(), band(compared)));
  }

  private boolean far(long rows, double usual) {
    return Math.abs(rows / usual - 1) >= spec.rowCountChange();
  }

  private Band band(double rows) {
    return new Band(
        Optional.of(rows * (1 - spec.rowCountChange())),
        Optional.of(rows),
        Optional.of(rows * (1 + spec.rowCountChange())));
  }

  private static String change(double change) {
    return String.format(
        Locale.ROOT, "%.0f %% %s rows", Math.abs(change) * 100, change > 0 ? "more" : "fewer");
  }

  private static String rows(long count) {
    return Figures.count(count, "row", "rows");
  }
}
