package io.tributary.telemetry;

import java.util.List;
import java.util.Locale;

/**
 * The metrics, all of them gauges: the figures of the day that was summarised last. Names and units
 * are as OpenTelemetry has them; a rename here is a change of the contract with dashboards.
 */
enum MetricName {
  STAGE_DURATION("tributary.stage.duration", "s", "stage", "time in which at least one ran"),
  STAGE_CPU("tributary.stage.cpu", "s", "stage", "processor time of all attempts"),
  STAGE_MEMORY("tributary.stage.memory.peak", "By", "stage", "the largest attempt's memory"),
  STAGE_ATTEMPTS("tributary.stage.attempts", "{attempt}", "stage", "attempts of all instances"),
  STAGE_FAILURES("tributary.stage.failures", "{attempt}", "stage", "attempts that failed"),
  STAGE_READ("tributary.stage.read", "By", "stage", "bytes read"),
  STAGE_WRITTEN("tributary.stage.written", "By", "stage", "bytes written"),

  TABLE_DELIVERED("tributary.table.delivered", "{record}", "table", "records delivered"),
  TABLE_MERGED("tributary.table.merged", "{record}", "table", "rows of the CSV"),
  TABLE_QUARANTINED("tributary.table.quarantined", "{record}", "table", "records in quarantine"),
  TABLE_DROPPED("tributary.table.dropped", "{record}", "table", "records dropped by a rule"),
  TABLE_SIZE("tributary.table.size", "By", "table", "size of the CSV"),
  TABLE_COLUMNS("tributary.table.columns", "{column}", "table", "columns of the CSV"),
  TABLE_PUBLISHED("tributary.table.published", "{table}", "table", "1 published, 0 not"),
  TABLE_VERDICT(
      "tributary.table.verdict", "{verdict}", "table", "0 ok, 1 warn, 2 error, 3 critical"),

  ARCHIVES_LISTED("tributary.archives.listed", "{archive}", "", "archives of the delivery"),
  ARCHIVES_EXTRACTED("tributary.archives.extracted", "{archive}", "", "archives extracted"),
  ARCHIVES_REFUSED("tributary.archives.refused", "{archive}", "", "archives refused"),
  ARCHIVES_MISSING("tributary.archives.missing", "{archive}", "", "listed, not at the source"),
  ARCHIVES_DUPLICATE("tributary.archives.duplicate", "{archive}", "", "equal to another one"),
  MEMBERS_EXTRACTED("tributary.members.extracted", "{member}", "", "members extracted"),
  MEMBERS_REFUSED("tributary.members.refused", "{member}", "", "members refused"),
  DELIVERY_LATE("tributary.delivery.late", "s", "", "after the deadline; absent in a backfill"),
  DAY_VERDICT("tributary.day.verdict", "{verdict}", "", "0 ok, 1 warn, 2 error, 3 critical"),
  DAY_FINDINGS("tributary.day.findings", "{finding}", "severity", "findings, by severity"),
  ALERTS_UNDELIVERED("tributary.alerts.undelivered", "{alert}", "", "alerts that reached nobody"),

  SLO_OBJECTIVE("tributary.slo.objective", "1", "slo", "share of the days that has to be good"),
  SLO_DAYS("tributary.slo.days", "{day}", "slo", "days of the last 28 that are known"),
  SLO_GOOD("tributary.slo.good", "{day}", "slo", "how many of these were good"),
  SLO_BUDGET("tributary.slo.budget", "{day}", "slo", "days of these that may fail"),
  SLO_BUDGET_LEFT("tributary.slo.budget.left", "{day}", "slo", "days that may still fail");

  /** What every metric says beside its own attribute. */
  static final List<String> COMMON = List.of("partner", "day");

  private final String text;
  private final String unit;
  private final String attribute;
  private final String meaning;

  MetricName(String text, String unit, String attribute, String meaning) {
    this.text = text;
    this.unit = unit;
    this.attribute = attribute;
    this.meaning = meaning;
  }

  /** As OTLP has it, and Datadog shows it. */
  String text() {
    return text;
  }

  /** In UCUM, as OpenTelemetry writes units. */
  String unit() {
    return unit;
  }

  /** What tells its series apart beside {@link #COMMON}; empty: nothing. */
  String attribute() {
    return attribute;
  }

  String meaning() {
    return meaning;
  }

  /** As Prometheus shows it: underscores, and the unit behind unless it is only a note. */
  String prometheus() {
    String suffix =
        switch (unit) {
          case "s" -> "_seconds";
          case "By" -> "_bytes";
          case "1" -> "_ratio";
          default -> "";
        };
    return text.replace('.', '_').toLowerCase(Locale.ROOT) + suffix;
  }
}
