package io.tributary.telemetry;

import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The metrics of one day, read off its summary. */
final class DayMetrics {
  private final Map<String, String> common;
  private final List<Value> values = new ArrayList<>();

  /** One value with all its attributes. */
  record Value(MetricName name, Map<String, String> attributes, double value) {}

  private DayMetrics(DayFacts facts) {
    LocalDate today = facts.summary().written().atZone(facts.partner().timezone()).toLocalDate();
    // A date would make a series of its own every day; this tells dashboards what to leave out.
    boolean latest = !facts.summary().date().isBefore(today.minusDays(1));
    common = Map.of("partner", facts.partner().partner(), "day", latest ? "latest" : "backfill");
  }

  static List<Value> of(DayFacts facts) {
    DayMetrics metrics = new DayMetrics(facts);
    Summary summary = facts.summary();
    summary.stages().forEach(metrics::stage);
    summary.tables().forEach(metrics::table);
    metrics.day(summary);
    summary.slos().forEach(metrics::slo);
    return metrics.values;
  }

  private void stage(String name, Summary.Stage stage) {
    add(MetricName.STAGE_DURATION, name, stage.seconds());
    add(MetricName.STAGE_CPU, name, stage.cpuSeconds());
    add(MetricName.STAGE_MEMORY, name, stage.peakMemoryBytes());
    add(MetricName.STAGE_ATTEMPTS, name, stage.attempts());
    add(MetricName.STAGE_FAILURES, name, stage.failures());
    add(MetricName.STAGE_READ, name, stage.numbers().getOrDefault("bytes-read", 0L));
    add(MetricName.STAGE_WRITTEN, name, stage.numbers().getOrDefault("bytes-written", 0L));
  }

  private void table(String name, Summary.Table table) {
    add(MetricName.TABLE_DELIVERED, name, table.delivered());
    add(MetricName.TABLE_PUBLISHED, name, table.published() ? 1 : 0);
    add(MetricName.TABLE_VERDICT, name, level(table.verdict()));
    if (table.published()) {
      // Of a table that is not there these are unknown, not 0.
      add(MetricName.TABLE_MERGED, name, table.merged());
      add(MetricName.TABLE_QUARANTINED, name, table.quarantined());
      add(MetricName.TABLE_DROPPED, name, table.dropped());
      add(MetricName.TABLE_SIZE, name, table.bytes());
      add(MetricName.TABLE_COLUMNS, name, table.columns());
    }
  }

  private void slo(String name, Summary.Slo slo) {
    add(MetricName.SLO_OBJECTIVE, name, slo.objective());
    add(MetricName.SLO_DAYS, name, slo.days());
    if (slo.enough()) {
      add(MetricName.SLO_GOOD, name, slo.good());
      add(MetricName.SLO_BUDGET, name, slo.budget());
      add(MetricName.SLO_BUDGET_LEFT, name, slo.budgetLeft());
    }
  }

  private void day(Summary summary) {
    add(MetricName.ARCHIVES_LISTED, "", summary.archives().listed());
    add(MetricName.ARCHIVES_EXTRACTED, "", summary.archives().extracted());
    add(MetricName.ARCHIVES_REFUSED, "", summary.archives().refused());
    add(MetricName.ARCHIVES_MISSING, "", summary.archives().missing());
    add(MetricName.ARCHIVES_DUPLICATE, "", summary.archives().duplicate());
    add(MetricName.MEMBERS_EXTRACTED, "", summary.members().extracted());
    add(MetricName.MEMBERS_REFUSED, "", summary.members().refused());
    summary
        .delivery()
        .flatMap(Summary.Delivery::lateMinutes)
        .ifPresent(late -> add(MetricName.DELIVERY_LATE, "", late * 60.0));
    add(MetricName.DAY_VERDICT, "", level(summary.verdict()));
    Map<Severity, Long> findings =
        summary.findings().stream()
            .collect(Collectors.groupingBy(Finding::severity, Collectors.counting()));
    for (Severity severity : Severity.values()) {
      if (severity != Severity.OK) {
        String name = severity.name().toLowerCase(Locale.ROOT);
        add(MetricName.DAY_FINDINGS, name, findings.getOrDefault(severity, 0L));
      }
    }
    summary
        .alerts()
        .ifPresent(
            alerts ->
                add(
                    MetricName.ALERTS_UNDELIVERED,
                    "",
                    alerts.undelivered().stream().mapToInt(Summary.Undelivered::alerts).sum()));
  }

  private static int level(Severity severity) {
    return switch (severity) {
      case OK -> 0;
      case WARN -> 1;
      case ERROR -> 2;
      case CRITICAL -> 3;
    };
  }

  private void add(MetricName name, String attribute, Number value) {
    Map<String, String> attributes = new TreeMap<>(common);
    if (!name.attribute().isEmpty()) {
      attributes.put(name.attribute(), attribute);
    }
    values.add(new Value(name, attributes, value.doubleValue()));
  }
}
