package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.config.QualitySpec;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.Summary;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.history.Metric;
import io.tributary.quality.History;
import io.tributary.quality.history.RecordedHistory;
import io.tributary.quality.trend.Expectation;
import io.tributary.quality.trend.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of the day as a whole differs from the same weekdays before it. Never graver than warn. */
final class DayTrends {
  /** By how much a delivery has to grow or shrink to matter, as a share of 1. */
  private static final double ARCHIVES = 0.1;

  /** By how much longer a stage has to take to matter, as a share of 1. */
  private static final double SECONDS = 0.5;

  /** A stage that takes less is quick enough. */
  private static final double QUICK = 60;

  private final QualitySpec spec;
  private final History history;
  private final List<Finding> findings = new ArrayList<>();

  /** Trends by the history that the day's list was frozen with. */
  DayTrends(Day day, SourceList sources) {
    this.spec = day.partner().quality();
    this.history =
        RecordedHistory.ofDays(
            day.store(),
            new HistoryFolder(day.store(), day.layout()),
            day.date(),
            sources.history(),
            sources.acceptances());
  }

  /** What is worth a look, the delivery first. */
  List<Finding> findings(Summary.Archives archives, Map<String, Summary.Stage> stages) {
    archives((double) archives.listed());
    stages.forEach((name, stage) -> stage(name, stage.seconds()));
    return findings;
  }

  private void archives(double listed) {
    expected(Metric.ARCHIVES_LISTED.code(), ARCHIVES)
        .filter(usual -> !usual.allows(listed))
        .ifPresent(
            usual ->
                add(
                    "archive-count",
                    (listed < usual.centre() ? "fewer" : "more") + " archives listed than usual",
                    Figures.count(Math.round(listed)),
                    Figures.count(Math.round(usual.low()))
                        + " to "
                        + Figures.count(Math.round(usual.high())),
                    Metric.ARCHIVES_LISTED.code(),
                    listed,
                    usual));
  }

  private void stage(String name, double seconds) {
    String metric = Metric.STAGE_SECONDS.of(name);
    expected(metric, SECONDS)
        .filter(usual -> seconds > usual.high() && seconds > QUICK)
        .ifPresent(
            usual ->
                add(
                    "latency",
                    name + " took longer than usual",
                    Figures.duration(seconds),
                    "up to " + Figures.duration(usual.high()),
                    metric,
                    seconds,
                    usual));
  }

  private Optional<Expectation> expected(String metric, double least) {
    return Expectation.of(
        history.of(Optional.empty(), Optional.empty(), metric),
        history.day(),
        spec.historyDays(),
        Scale.LOGARITHMIC,
        spec.zScore(),
        least);
  }

  private void add(
      String rule,
      String message,
      String actual,
      String expected,
      String metric,
      double value,
      Expectation usual) {
    findings.add(
        new Finding(
                Severity.WARN,
                Optional.empty(),
                Optional.empty(),
                rule,
                message + ": " + actual + ", usually " + expected,
                actual,
                expected)
            .measured(metric, value, usual.band()));
  }
}
