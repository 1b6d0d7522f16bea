package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.CheckCount;
import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.history.Metric;
import io.tributary.core.history.MetricLine;
import io.tributary.core.store.Location;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a file of the history: the day's metrics in long format, a line of JSON each, the day's
 * own first.
 */
final class MetricHistory {
  /** What policies on duplicates and collisions set aside is not at fault. */
  private static final Set<String> BY_POLICY = Set.of("duplicate-row", "key-collision");

  private final Summary summary;
  private final StringBuilder lines = new StringBuilder();

  private MetricHistory(Summary summary) {
    this.summary = summary;
  }

  /** Appends a day's metrics to the partner's history. */
  static void append(Day day, DayReport report) {
    Summary summary = report.summary();
    Location location =
        new HistoryFolder(day.store(), day.layout())
            .metricsOf(summary.date(), summary.written(), summary.runId());
    day.store().write(location, Payload.of(lines(report)), WriteCondition.ifAbsent());
  }

  /** All metrics of a day, a line of JSON each. */
  static String lines(DayReport report) {
    MetricHistory history = new MetricHistory(report.summary());
    history.day();
    report.goodness().forEach((metric, good) -> history.add(metric.code(), good ? 1 : 0));
    report.summary().tables().forEach(history::table);
    report.metadata().forEach(history::measured);
    return history.lines.toString();
  }

  private void day() {
    Summary.Archives archives = summary.archives();
    add(Metric.ARCHIVES_LISTED.code(), archives.listed());
    add(Metric.ARCHIVES_EXTRACTED.code(), archives.extracted());
    add(Metric.ARCHIVES_REFUSED.code(), archives.refused());
    add(Metric.ARCHIVES_MISSING.code(), archives.missing());
    add(Metric.ARCHIVES_DUPLICATE.code(), archives.duplicate());
    add(Metric.MEMBERS_EXTRACTED.code(), summary.members().extracted());
    add(Metric.MEMBERS_IGNORED.code(), summary.members().ignored());
    add(Metric.MEMBERS_REFUSED.code(), summary.members().refused());
    findings(Optional.empty(), Metric.DAY_FINDINGS);
    summary
        .stages()
        .forEach(
            (name, stage) -> {
              add(Metric.STAGE_SECONDS.of(name), stage.seconds());
              add(Metric.STAGE_CPU_SECONDS.of(name), stage.cpuSeconds());
              add(Metric.STAGE_FAILURES.of(name), stage.failures());
              stage
                  .numbers()
                  .forEach((number, value) -> add(Metric.STAGE_NUMBER.of(name, number), value));
            });
  }

  private void table(String name, Summary.Table table) {
    Optional<String> of = Optional.of(name);
    add(of, Metric.TABLE_MEMBERS.code(), table.members());
    add(of, Metric.DELIVERED.code(), table.delivered());
    add(of, Metric.PUBLISHED.code(), table.published() ? 1 : 0);
    findings(of, Metric.TABLE_FINDINGS);
    if (table.published()) {
      add(of, Metric.MERGED.code(), table.merged());
      add(of, Metric.QUARANTINED.code(), table.quarantined());
      add(of, Metric.DROPPED.code(), table.dropped());
      add(of, Metric.BYTES.code(), table.bytes());
      add(of, Metric.COLUMNS.code(), table.columns());
    }
  }

  private void measured(String name, TableMetadata metadata) {
    Optional<String> of = Optional.of(name);
    TableMetadata.Counts counts = metadata.counts();
    counts.duplicates().ifPresent(count -> add(of, Metric.DUPLICATES.code(), count));
    counts.collisions().ifPresent(count -> add(of, Metric.COLLISIONS.code(), count));
    add(of, Metric.HEADER_CHANGES.code(), metadata.drift().changes().size());
    add(of, Metric.REORDERED_MEMBERS.code(), metadata.drift().reorderedMembers());
    quarantined(of, metadata);
    for (CheckCount check : metadata.checks()) {
      String metric = Metric.COLUMN_VIOLATIONS.of(check.check());
      add(of, check.column(), metric, check.violations());
    }
    for (TableMetadata.Column column : metadata.columns()) {
      column(of, column, metadata.rows());
    }
  }

  private void quarantined(Optional<String> table, TableMetadata metadata) {
    if (metadata.quarantined().isEmpty()) {
      return;
    }
    long atFault = 0;
    for (Map.Entry<String, Long> reason : metadata.quarantined().get().entrySet()) {
      add(table, Metric.QUARANTINED_BY_REASON.of(reason.getKey()), reason.getValue());
      atFault += BY_POLICY.contains(reason.getKey()) ? 0 : reason.getValue();
    }
    long delivered = metadata.counts().delivered();
    add(table, Metric.QUARANTINE_RATIO.code(), delivered == 0 ? 0.0 : (double) atFault / delivered);
  }

  private void column(Optional<String> table, TableMetadata.Column column, long rows) {
    Optional<String> in = Optional.of(column.name());
    add(table, in, Metric.COLUMN_MEMBERS.code(), column.members());
    add(table, in, Metric.NULLS.code(), column.nulls());
    if (rows > 0) {
      add(table, in, Metric.NULL_RATIO.code(), (double) column.nulls() / rows);
    }
    add(table, in, Metric.EMPTIES.code(), column.empties());
    column.types().forEach((type, count) -> add(table, in, Metric.TYPE.of(type), count));
    column.metrics().ifPresent(metrics -> values(table, in, metrics));
  }

  private void values(Optional<String> table, Optional<String> column, ColumnMetrics metrics) {
    add(table, column, Metric.VALUES.code(), metrics.values());
    add(table, column, Metric.DISTINCT.code(), metrics.distinct());
    if (metrics.values() > 0 && metrics.numbers() == metrics.values()) {
      number(metrics.least()).ifPresent(least -> add(table, column, Metric.LEAST.code(), least));
      number(metrics.greatest())
          .ifPresent(greatest -> add(table, column, Metric.GREATEST.code(), greatest));
    }
    metrics.mean().ifPresent(mean -> add(table, column, Metric.MEAN.code(), mean));
    metrics.meanLength().ifPresent(mean -> add(table, column, Metric.MEAN_LENGTH.code(), mean));
  }

  /** A value as a number that JSON can hold; a very long one is cut and is none. */
  private static Optional<Double> number(Optional<String> value) {
    try {
      return value.map(text -> new BigDecimal(text.strip()).doubleValue()).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** How many findings of each severity, as numbers are easier to follow than verdicts. */
  private void findings(Optional<String> table, Metric metric) {
    for (Severity severity : List.of(Severity.WARN, Severity.ERROR, Severity.CRITICAL)) {
      long count =
          summary.findings().stream()
              .filter(finding -> finding.severity() == severity)
              .filter(finding -> table.isEmpty() || finding.table().equals(table))
              .count();
      add(table, metric.of(severity.name().toLowerCase(Locale.ROOT)), count);
    }
  }

  private void add(String metric, Number value) {
    add(Optional.empty(), Optional.empty(), metric, value);
  }

  private void add(Optional<String> table, String metric, Number value) {
    add(table, Optional.empty(), metric, value);
  }

  private void add(Optional<String> table, Optional<String> column, String metric, Number value) {
    lines
        .append(
            Json.line(
                new MetricLine(summary.date(), summary.runId(), table, column, metric, value)))
        .append('\n');
  }
}
