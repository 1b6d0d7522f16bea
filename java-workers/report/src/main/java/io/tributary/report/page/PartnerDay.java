package io.tributary.report.page;

import io.tributary.core.document.Finding;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the pages keep of a day's {@code summary.json}, so that hundreds of days fit into a small
 * heap.
 *
 * @param date the day
 * @param verdict of it
 * @param archives of the delivery
 * @param refusedMembers of the extracted archives
 * @param tables by name
 * @param stageSeconds by the name of the worker command
 * @param delivery when it was complete
 * @param findings with the first day in a row of each; notes left out
 * @param examples findings of which a partner can look something up, at most {@link #EXAMPLES}
 * @param missing archives, at most {@link #NAMES}
 * @param refusals at most {@link #EXAMPLES}
 */
public record PartnerDay(
    LocalDate date,
    Severity verdict,
    Summary.Archives archives,
    long refusedMembers,
    Map<String, Summary.Table> tables,
    Map<String, Double> stageSeconds,
    Optional<Summary.Delivery> delivery,
    List<FindingState> findings,
    List<Finding> examples,
    List<String> missing,
    List<Summary.Refusal> refusals) {
  /** Findings, and refusals, that are kept. */
  static final int EXAMPLES = 40;

  /** Names of missing archives that are kept. */
  static final int NAMES = 5_000;

  /** Takes out of a summary what is kept. */
  public static PartnerDay of(Summary summary) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    summary.stages().forEach((name, stage) -> seconds.put(name, stage.seconds()));
    return new PartnerDay(
        summary.date(),
        summary.verdict(),
        summary.archives(),
        summary.members().refused(),
        summary.tables(),
        seconds,
        summary.delivery(),
        states(summary),
        summary.findings().stream()
            .filter(finding -> finding.severity() != Severity.OK)
            .filter(finding -> !finding.samples().isEmpty() || isDrift(finding.rule()))
            .limit(EXAMPLES)
            .toList(),
        summary.missing().stream().limit(NAMES).toList(),
        summary.refusals().stream().limit(EXAMPLES).toList());
  }

  /** Seconds of all stages but the waiting for the partner. */
  double seconds() {
    return stageSeconds.entrySet().stream()
        .filter(stage -> !stage.getKey().equals("wait"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Records in quarantine. */
  long malformed() {
    return tables.values().stream().mapToLong(Summary.Table::quarantined).sum();
  }

  /** Tables whose headers were news. */
  long drifted() {
    return findings.stream()
        .filter(finding -> isDrift(finding.rule()))
        .map(FindingState::table)
        .distinct()
        .count();
  }

  /** Minutes after the deadline; 0 when in time or not known. */
  long lateMinutes() {
    return delivery.flatMap(Summary.Delivery::lateMinutes).orElse(0L);
  }

  /** Whether a rule tells of changed headers. */
  public static boolean isDrift(String rule) {
    return rule.equals("header-drift");
  }

  /**
   * A summary of an earlier version has no states: then the findings themselves are a first day.
   */
  private static List<FindingState> states(Summary summary) {
    List<FindingState> states = new ArrayList<>();
    for (FindingState state : summary.changes().findings()) {
      if (state.state() != FindingState.State.RESOLVED) {
        states.add(state);
      }
    }
    if (!states.isEmpty()) {
      return states;
    }
    for (Finding finding : summary.findings()) {
      boolean grave = finding.severity() != Severity.OK;
      if (grave && states.stream().noneMatch(state -> state.isOf(finding))) {
        states.add(
            new FindingState(
                FindingState.State.NEW,
                finding.severity(),
                finding.table(),
                finding.column(),
                finding.rule(),
                finding.message(),
                summary.date()));
      }
    }
    return states;
  }
}
