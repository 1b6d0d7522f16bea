package io.tributary.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the {@code quality} block: what is measured, and how strictly it is judged. */
final class QualityReader {
  private static final Key<Double> FRESH =
      objective("fresh", "Days whose delivery was complete by `source.deadline`.");
  private static final Key<Double> COMPLETE =
      objective(
          "complete",
          "Days on which no archive was missing or refused beyond `tolerate`, and all tables were"
              + " published.");
  private static final Key<Double> CORRECT =
      objective("correct", "Days on which no table's verdict was error or graver.");

  private static final Key<SloSpec> SLO =
      Key.of(
          "slo",
          Kind.block(
              List.of(FRESH, COMPLETE, CORRECT),
              block ->
                  new SloSpec(block.value(FRESH), block.value(COMPLETE), block.value(CORRECT))),
          SloSpec.DEFAULT,
          "see below",
          "Objectives: the share of the last 28 days that has to be good. The summary shows what"
              + " is left of the error budget.");

  private QualityReader() {}

  /** The block; what it leaves out is as in {@code outer}. */
  static Kind<QualitySpec> kind(QualitySpec outer, boolean table) {
    Key<Boolean> metrics =
        Key.of(
            "metrics",
            Kind.of(Scalars::bool),
            outer.metrics(),
            table ? "as the partner's" : "true",
            "Measure the values of every column while merging: distinct values, least, greatest,"
                + " mean, lengths. NULLs and types are always counted.");
    Key<Double> rowCountChange =
        Key.of(
            "row-count-change",
            Kind.of(Quantities.percent(0, 100)),
            outer.rowCountChange(),
            table ? "as the partner's" : percent(QualitySpec.DEFAULT.rowCountChange()),
            "By how much the number of rows may differ from the baseline day, while there is too"
                + " little history to compare with.");
    Key<Double> nullRise =
        Key.of(
            "null-rise",
            Kind.of(Quantities.percent(0, 100)),
            outer.nullRise(),
            table ? "as the partner's" : percent(QualitySpec.DEFAULT.nullRise()),
            "NULL ratios that differ by fewer points than this are not worth a look.");
    Key<Double> zScore =
        Key.of(
            "z-score",
            Kind.of(Quantities.decimal(1, 100)),
            outer.zScore(),
            table ? "as the partner's" : "`" + QualitySpec.DEFAULT.zScore() + "`",
            "By how many robust standard deviations a metric may differ from the same weekdays"
                + " before it is worth a look. Less finds more, and cries wolf more often.");
    Key<Integer> historyDays =
        Key.of(
            "history-days",
            Kind.of(Scalars.number(21, 364)),
            outer.historyDays(),
            table ? "as the partner's" : "`" + QualitySpec.DEFAULT.historyDays() + "`",
            "Days of history to compare with.");
    List<Key<?>> keys =
        new ArrayList<>(List.of(metrics, rowCountChange, nullRise, zScore, historyDays));
    if (!table) {
      keys.add(SLO);
    }
    return Kind.block(
        keys,
        block ->
            new QualitySpec(
                block.value(metrics),
                block.value(rowCountChange),
                block.value(nullRise),
                block.value(zScore),
                block.value(historyDays),
                table ? outer.slo() : block.value(SLO)));
  }

  private static Key<Double> objective(String name, String meaning) {
    return Key.of(
        name,
        Kind.of(Quantities.percent(0, 100)),
        SloSpec.DEFAULT.fresh(),
        percent(SloSpec.DEFAULT.fresh()),
        meaning);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "`%.0f%%`", share * 100);
  }
}
