package io.tributary.quality;

import io.tributary.core.config.QualitySpec;
import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.history.Metric;
import io.tributary.quality.trend.Drift;
import io.tributary.quality.trend.Expectation;
import io.tributary.quality.trend.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The metrics of a table that have a history, and what each was expected to be. */
final class Trends {
  /** By how much rows have to change to matter, as a share of 1. */
  private static final double ROWS = 0.1;

  /** So few rows more or fewer never matter: in a tiny table they are a large share. */
  private static final double FEW = 2.5;

  /** By how much the number of distinct values has to change to matter, as a share of 1. */
  private static final double DISTINCT = 0.3;

  /** Of fewer distinct values, each comes and goes by chance. */
  private static final int MANY = 10;

  /** By how much a mean has to change to matter, as a share of itself. */
  private static final double MEAN = 0.1;

  /** A table of as many columns is judged as strictly as the partner file says. */
  private static final double NARROW = 8;

  /** A share of quarantined records that is always there. */
  private static final double QUARANTINE = 0.001;

  private final TableFacts facts;
  private final QualitySpec spec;

  Trends(TableFacts facts, QualitySpec spec) {
    this.facts = facts;
    this.spec = spec;
  }

  /**
   * One metric of the day.
   *
   * @param metric its name
   * @param column it is of; empty for the table
   * @param value today
   * @param scale how its changes are measured
   * @param least change that matters
   * @param things that a ratio was measured on; empty when it is none
   */
  record Value(
      Metric metric,
      Optional<String> column,
      double value,
      Scale scale,
      double least,
      OptionalDouble things) {}

  Value rows() {
    return new Value(
        Metric.MERGED,
        Optional.empty(),
        (double) facts.rows(),
        Scale.LOGARITHMIC,
        usual(Metric.MERGED, Optional.empty())
            .map(usual -> Math.min(0.9, Math.max(ROWS, FEW / Math.max(1, usual))))
            .orElse(ROWS),
        OptionalDouble.empty());
  }

  Value nulls(TableMetadata.Column column) {
    return new Value(
        Metric.NULL_RATIO,
        Optional.of(column.name()),
        Proportion.nulls(column, facts.rows()).ratio(),
        Scale.LINEAR,
        spec.nullRise(),
        OptionalDouble.of((double) facts.rows()));
  }

  /** Of records that no policy on duplicates and collisions set aside. */
  Value quarantined(long malformed) {
    long delivered = facts.counts().delivered();
    return new Value(
        Metric.QUARANTINE_RATIO,
        Optional.empty(),
        new Proportion(malformed, delivered).ratio(),
        Scale.LINEAR,
        QUARANTINE,
        OptionalDouble.of((double) delivered));
  }

  /** What else is known of a column's values: how many differ, and their mean. */
  Stream<Value> values(TableMetadata.Column column) {
    return column.metrics().stream().flatMap(metrics -> values(column.name(), metrics));
  }

  private Stream<Value> values(String column, ColumnMetrics metrics) {
    Optional<Value> distinct =
        usual(Metric.DISTINCT, Optional.of(column))
            .filter(usual -> usual >= MANY)
            .map(
                usual ->
                    new Value(
                        Metric.DISTINCT,
                        Optional.of(column),
                        (double) metrics.distinct(),
                        Scale.LOGARITHMIC,
                        DISTINCT,
                        OptionalDouble.empty()));
    Optional<Value> mean =
        usual(Metric.MEAN, Optional.of(column))
            .flatMap(
                usual ->
                    metrics
                        .mean()
                        .map(
                            today ->
                                new Value(
                                    Metric.MEAN,
                                    Optional.of(column),
                                    today,
                                    Scale.LINEAR,
                                    MEAN * Math.abs(usual),
                                    OptionalDouble.empty())));
    return Stream.concat(distinct.stream(), mean.stream());
  }

  /**
   * Standard deviations that are no news of a metric. The more columns a table has, the more of
   * them differ by chance alone on any day: a normal distribution's tail shrinks to one in m when
   * its bound's square grows by 2 ln m. What is less grave has to be surer.
   */
  private double z(Metric metric, boolean drift) {
    if (metric == Metric.MERGED && !drift) {
      return spec.zScore();
    }
    double columns = Math.max(1, facts.columns().size());
    double looks = metric == Metric.NULL_RATIO && !drift ? columns / NARROW : 3 * columns;
    return Math.sqrt(spec.zScore() * spec.zScore() + 2 * StrictMath.log(Math.max(1, looks)));
  }

  /** The middle of all days, to know the size of things. */
  private Optional<Double> usual(Metric metric, Optional<String> column) {
    double[] sorted = history(metric, column).stream().mapToDouble(Observation::value).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Optional.empty() : Optional.of(sorted[sorted.length / 2]);
  }

  /** What a metric was expected to be; empty when there is too little history. */
  Optional<Expectation> expected(Value today) {
    Optional<Expectation> expected =
        Expectation.of(
            history(today.metric(), today.column()),
            facts.history().day(),
            spec.historyDays(),
            today.scale(),
            z(today.metric(), false),
            today.least());
    return today.things().isPresent()
        ? expected.map(of -> of.ofRatio(today.things().getAsDouble(), z(today.metric(), false)))
        : expected;
  }

  /** Where a metric has been drifting to; empty when it has not. */
  Optional<Drift> drift(Value today) {
    return drift(
        history(today.metric(), today.column()),
        new Observation(facts.history().day(), today.value()),
        today);
  }

  /** Whether a metric had been drifting on the day before. */
  boolean drifted(Value today) {
    List<Observation> history = history(today.metric(), today.column());
    int last = history.size() - 1;
    return last >= 0 && drift(history.subList(0, last), history.get(last), today).isPresent();
  }

  private Optional<Drift> drift(List<Observation> history, Observation last, Value of) {
    return Drift.of(history, last, spec.historyDays(), of.scale(), z(of.metric(), true), of.least())
        .filter(Drift::found);
  }

  private List<Observation> history(Metric metric, Optional<String> column) {
    return facts.history().of(Optional.of(facts.table()), column, metric.code());
  }
}
