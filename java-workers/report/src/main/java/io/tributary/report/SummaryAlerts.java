package io.tributary.report;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import io.tributary.alert.Alert;
import io.tributary.alert.Alerts;
import io.tributary.alert.DeadlineWatch;
import io.tributary.core.command.Day;
import io.tributary.core.document.AlertState;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.history.KnownAnomalies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the receivers of alerts what the summary found, and the summary what became of it. */
final class SummaryAlerts {
  private SummaryAlerts() {}

  /** Tells, and gives the report with what could not be told as one more finding. */
  static DayReport tell(Day day, DayReport report) {
    if (day.partner().alerts().isEmpty()) {
      return report;
    }
    Summary summary = report.summary();
    KnownAnomalies accepted = new KnownAnomalies(day.store(), day.layout());
    Map<Boolean, List<Alert>> byKnown =
        summary.findings().stream()
            .collect(partitioningBy(accepted::cover, mapping(Alert::of, toList())));
    Summary.Alerts told =
        new Alerts(day)
            .reconcile(byKnown.get(false), byKnown.get(true), state -> isGone(state, summary));
    List<Finding> findings = new ArrayList<>(summary.findings());
    told.undelivered().forEach(receiver -> findings.add(undelivered(receiver)));
    findings.sort(DaySummary.GRAVEST_FIRST);
    Severity verdict = findings.stream().map(Finding::severity).reduce(Severity.OK, Severity::or);
    return report.with(summary.with(verdict, findings, Optional.of(told)));
  }

  /**
   * Whether an alert that is not among the findings is over. What merge said of a table that it did
   * not publish is in no document, so it stays until the table is published.
   */
  private static boolean isGone(AlertState state, Summary summary) {
    if (state.rule().equals(Alerts.OVERDUE)) {
      return DeadlineWatch.whole(summary);
    }
    return state
        .table()
        .map(summary.tables()::get)
        .map(table -> table.published() || table.delivered() == 0)
        .orElse(true);
  }

  private static Finding undelivered(Summary.Undelivered receiver) {
    String count = Figures.count(receiver.alerts(), "alert", "alerts");
    return new Finding(
        Severity.WARN,
        Optional.empty(),
        Optional.empty(),
        "undelivered-alert",
        count + " did not reach " + receiver.receiver() + ": " + receiver.problem(),
        count + " undelivered",
        "everybody told");
  }
}
