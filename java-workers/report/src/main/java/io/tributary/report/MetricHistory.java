package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.store.Location;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code history/metrics/{date}/{written}-{run}.jsonl}: the day's metrics in long format, a line of
 * JSON each. A file is never rewritten; of one date the last name in byte order holds, which is
 * that of the newest summary.
 */
final class MetricHistory {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Summary summary;
  private final StringBuilder lines = new StringBuilder();

  private MetricHistory(Summary summary) {
    this.summary = summary;
  }

  /** Appends a day's metrics to the partner's history. */
  static void append(Day day, DayReport report) {
    Summary summary = report.summary();
    Location location =
        day.layout()
            .history()
            .child("metrics")
            .child(summary.date().toString())
            .child(
                STAMP.format(summary.written())
                    + "-"
                    + DayLayout.fileName(summary.runId())
                    + ".jsonl");
    day.store().write(location, Payload.of(lines(report)), WriteCondition.ifAbsent());
  }

  /** All metrics of a day, a line of JSON each. */
  static String lines(DayReport report) {
    MetricHistory history = new MetricHistory(report.summary());
    history.day();
    report.summary().tables().forEach(history::table);
    report.metadata().forEach(history::columns);
    return history.lines.toString();
  }

  private void day() {
    Summary.Archives archives = summary.archives();
    add("archives-listed", archives.listed());
    add("archives-extracted", archives.extracted());
    add("archives-refused", archives.refused());
    add("archives-missing", archives.missing());
    add("archives-duplicate", archives.duplicate());
    add("members-extracted", summary.members().extracted());
    add("members-ignored", summary.members().ignored());
    add("members-refused", summary.members().refused());
    findings(Optional.empty());
    summary
        .stages()
        .forEach(
            (name, stage) -> {
              add(name + "-seconds", stage.seconds());
              add(name + "-cpu-seconds", stage.cpuSeconds());
              add(name + "-failures", stage.failures());
              stage.numbers().forEach((number, value) -> add(name + "-" + number, value));
            });
  }

  private void table(String name, Summary.Table table) {
    Optional<String> of = Optional.of(name);
    add(of, Optional.empty(), "members", table.members());
    add(of, Optional.empty(), "delivered", table.delivered());
    add(of, Optional.empty(), "published", table.published() ? 1 : 0);
    findings(of);
    if (table.published()) {
      add(of, Optional.empty(), "merged", table.merged());
      add(of, Optional.empty(), "quarantined", table.quarantined());
      add(of, Optional.empty(), "dropped", table.dropped());
      add(of, Optional.empty(), "bytes", table.bytes());
      add(of, Optional.empty(), "columns", table.columns());
    }
  }

  private void columns(String name, TableMetadata metadata) {
    Optional<String> of = Optional.of(name);
    TableMetadata.Counts counts = metadata.counts();
    counts.duplicates().ifPresent(count -> add(of, Optional.empty(), "duplicates", count));
    counts.collisions().ifPresent(count -> add(of, Optional.empty(), "collisions", count));
    for (TableMetadata.Column column : metadata.columns()) {
      Optional<String> in = Optional.of(column.name());
      add(of, in, "members", column.members());
      add(of, in, "nulls", column.nulls());
      add(of, in, "empties", column.empties());
      for (Map.Entry<String, Long> type : column.types().entrySet()) {
        add(of, in, "type-" + type.getKey(), type.getValue());
      }
    }
  }

  private void add(String metric, Number value) {
    add(Optional.empty(), Optional.empty(), metric, value);
  }

  private void add(Optional<String> table, Optional<String> column, String metric, Number value) {
    lines
        .append(
            Json.line(new Metric(summary.date(), summary.runId(), table, column, metric, value)))
        .append('\n');
  }

  /** How many findings of each severity, as numbers are easier to follow than verdicts. */
  private void findings(Optional<String> table) {
    for (Severity severity : List.of(Severity.WARN, Severity.ERROR, Severity.CRITICAL)) {
      long count =
          summary.findings().stream()
              .filter(finding -> finding.severity() == severity)
              .filter(finding -> table.isEmpty() || finding.table().equals(table))
              .count();
      add(table, Optional.empty(), "findings-" + severity.name().toLowerCase(Locale.ROOT), count);
    }
  }

  /**
   * One line.
   *
   * @param date the day
   * @param run that summarised it
   * @param table absent for the day as a whole
   * @param column absent for the table as a whole
   * @param metric what was measured
   * @param value of it
   */
  record Metric(
      LocalDate date,
      String run,
      Optional<String> table,
      Optional<String> column,
      String metric,
      Number value) {}
}
