package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.Finding;
import io.tributary.core.document.RunRecord;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.telemetry.DayFacts;
import io.tributary.telemetry.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends the summary's numbers to machines, where the environment names any. */
final class SummaryTelemetry {
  private SummaryTelemetry() {}

  /**
   * Sends, and gives the report with what could not be sent as notes: a collector that is away says
   * nothing of the data.
   */
  static DayReport send(Day day, DayReport report, Map<String, String> environment) {
    if (!Telemetry.wanted(environment)) {
      return report;
    }
    List<String> problems = Telemetry.send(facts(day, report), environment);
    if (problems.isEmpty()) {
      return report;
    }
    Summary summary = report.summary();
    List<Finding> findings = new ArrayList<>(summary.findings());
    problems.forEach(problem -> findings.add(note(problem)));
    return report.with(summary.with(summary.verdict(), findings, summary.alerts()));
  }

  private static DayFacts facts(Day day, DayReport report) {
    List<RunRecord> merges =
        RunRecords.read(day).stream()
            .filter(stage -> stage.stage().equals("merge"))
            .flatMap(stage -> stage.records().stream())
            .toList();
    Optional<Instant> began =
        merges.stream().map(RunRecord::started).min(Comparator.naturalOrder());
    Optional<Instant> ended =
        merges.stream().flatMap(one -> one.ended().stream()).max(Comparator.naturalOrder());
    return new DayFacts(
        report.partner(),
        day.layout(),
        report.summary(),
        report.sources(),
        report.metadata(),
        began,
        ended);
  }

  private static Finding note(String problem) {
    return new Finding(
        Severity.OK,
        Optional.empty(),
        Optional.empty(),
        "undelivered-telemetry",
        problem,
        "not sent",
        "sent");
  }
}
