package io.tributary.report;

import io.tributary.core.document.Finding;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.FindingState.State;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.report.page.PartnerDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Compares a day's findings with those of the newest earlier day that has a summary. */
final class FindingStates {
  private static final Comparator<FindingState> ORDER =
      Comparator.comparing(FindingState::state)
          .thenComparing(FindingState::severity, Comparator.reverseOrder());

  /** Rules that tell of something once, and note from then on that it is still so. */
  private static final Set<String> GOING_ON = Set.of("drift", "row-count", "null-ratio");

  private final LocalDate date;
  private final Optional<PartnerDay> before;
  private final Predicate<Finding> accepted;
  private final Predicate<FindingState> judged;

  /**
   * A comparison.
   *
   * @param date of the findings
   * @param before the earlier day
   * @param accepted whether somebody accepted a finding as a known anomaly
   * @param judged whether what a finding was about was looked at today: of other things nobody can
   *     say that they are over
   */
  FindingStates(
      LocalDate date,
      Optional<PartnerDay> before,
      Predicate<Finding> accepted,
      Predicate<FindingState> judged) {
    this.date = date;
    this.before = before;
    this.accepted = accepted;
    this.judged = judged;
  }

  /** What is new, going on, known and resolved. Findings come gravest first. */
  Summary.Changes of(List<Finding> findings) {
    List<FindingState> states = new ArrayList<>();
    for (Finding finding : findings) {
      if (told(finding) && states.stream().noneMatch(state -> state.isOf(finding))) {
        states.add(state(finding));
      }
    }
    before.ifPresent(day -> resolved(day, states));
    states.sort(ORDER);
    return new Summary.Changes(before.map(PartnerDay::date), states);
  }

  /** Notes are not, unless they say that what was found on the day before goes on. */
  private boolean told(Finding finding) {
    return finding.severity() != Severity.OK
        || (GOING_ON.contains(finding.rule())
            && finding.metric().isPresent()
            && earlier(finding).isPresent());
  }

  private Optional<FindingState> earlier(Finding finding) {
    return before.stream()
        .flatMap(day -> day.findings().stream())
        .filter(state -> state.isOf(finding))
        .findFirst();
  }

  private FindingState state(Finding finding) {
    Optional<FindingState> earlier = earlier(finding);
    State state =
        accepted.test(finding) ? State.KNOWN : earlier.isPresent() ? State.ONGOING : State.NEW;
    return new FindingState(
        state,
        finding.severity(),
        finding.table(),
        finding.column(),
        finding.rule(),
        finding.message(),
        earlier.map(FindingState::first).orElse(date));
  }

  private void resolved(PartnerDay day, List<FindingState> today) {
    List<FindingState> gone =
        day.findings().stream()
            .filter(old -> today.stream().noneMatch(state -> same(state, old)))
            .filter(judged)
            // A changed header is news once; what follows is the new usual, and no repair.
            .filter(old -> !PartnerDay.isDrift(old.rule()))
            .map(
                old ->
                    new FindingState(
                        State.RESOLVED,
                        old.severity(),
                        old.table(),
                        old.column(),
                        old.rule(),
                        old.message(),
                        old.first()))
            .toList();
    today.addAll(gone);
  }

  private static boolean same(FindingState one, FindingState other) {
    return one.rule().equals(other.rule())
        && one.table().equals(other.table())
        && one.column().equals(other.column());
  }
}
