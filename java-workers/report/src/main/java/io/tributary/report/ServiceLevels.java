package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.config.SloSpec;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.history.Metric;
import io.tributary.quality.History;
import io.tributary.quality.Observation;
import io.tributary.quality.history.RecordedHistory;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How good the last days were: fresh by the deadline, complete, correct. An error budget is the
 * number of days that may fail, here of the days that are known; what is left of it is below zero
 * when more did.
 */
final class ServiceLevels {
  /** Days that are looked at, today among them. */
  static final int DAYS = 28;

  /** Known days of which fewer say nothing. */
  private static final int ENOUGH = 7;

  private static final Set<String> INCOMPLETE =
      Set.of(
          "source-list", "missing-archives", "refused-archives", "not-extracted", "not-published");

  private final Day day;
  private final History history;

  ServiceLevels(Day day) {
    this.day = day;
    HistoryFolder folder = new HistoryFolder(day.store(), day.layout());
    // A day from tomorrow's side: what an earlier summary of this date said counts too.
    this.history =
        RecordedHistory.ofDays(
            day.store(),
            folder,
            day.date().plusDays(1),
            folder.newest(day.date().plusDays(1), DAYS),
            List.of());
  }

  /**
   * Whether a day was good, by metric; without {@code fresh} when nobody can say.
   *
   * @param summary of the day
   */
  Map<Metric, Boolean> of(Summary summary) {
    Map<Metric, Boolean> good = new EnumMap<>(Metric.class);
    fresh(summary).ifPresent(fresh -> good.put(Metric.FRESH, fresh));
    good.put(
        Metric.COMPLETE,
        summary.findings().stream()
            .noneMatch(
                finding ->
                    finding.severity().compareTo(Severity.ERROR) >= 0
                        && INCOMPLETE.contains(finding.rule())));
    good.put(
        Metric.CORRECT,
        summary.tables().values().stream()
            .noneMatch(table -> table.verdict().compareTo(Severity.ERROR) >= 0));
    return good;
  }

  /** A miss stays a miss, whenever the delivery came in the end. */
  private Optional<Boolean> fresh(Summary summary) {
    if (summary.delivery().isEmpty()) {
      return Optional.of(false);
    }
    Optional<Boolean> now =
        summary.delivery().flatMap(Summary.Delivery::lateMinutes).map(late -> late == 0);
    boolean missed =
        earlier(Metric.FRESH).stream()
            .anyMatch(one -> one.date().equals(day.date()) && one.value() == 0);
    return missed && now.isEmpty() ? Optional.of(false) : now;
  }

  /** The objectives and what became of them. */
  Map<String, Summary.Slo> levels(Map<Metric, Boolean> today) {
    SloSpec objectives = day.partner().quality().slo();
    Map<String, Summary.Slo> levels = new LinkedHashMap<>();
    level(levels, Metric.FRESH, objectives.fresh(), today);
    level(levels, Metric.COMPLETE, objectives.complete(), today);
    level(levels, Metric.CORRECT, objectives.correct(), today);
    return levels;
  }

  private void level(
      Map<String, Summary.Slo> levels,
      Metric metric,
      double objective,
      Map<Metric, Boolean> today) {
    int known = 0;
    int good = 0;
    for (Observation one : earlier(metric)) {
      if (one.date().isBefore(day.date()) && one.date().isAfter(day.date().minusDays(DAYS))) {
        known++;
        good += one.value() > 0 ? 1 : 0;
      }
    }
    if (today.containsKey(metric)) {
      known++;
      good += today.get(metric) ? 1 : 0;
    }
    double budget = (1 - objective) * known;
    levels.put(
        metric.code(),
        new Summary.Slo(
            objective,
            known,
            good,
            hundredths(budget),
            hundredths(budget - (known - good)),
            known >= ENOUGH));
  }

  private static double hundredths(double days) {
    return Math.round(days * 100) / 100.0;
  }

  private List<Observation> earlier(Metric metric) {
    return history.of(Optional.empty(), Optional.empty(), metric.code());
  }
}
