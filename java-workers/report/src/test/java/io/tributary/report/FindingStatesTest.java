package io.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.core.document.Band;
import io.tributary.core.document.Finding;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.FindingState.State;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.report.page.PartnerDay;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingStatesTest {
  private static final LocalDate MONDAY = LocalDate.of(2025, 3, 17);

  @Test
  void areNewOngoingKnownAndResolved() {
    List<FindingState> before =
        List.of(
            state(State.ONGOING, "a", "row-count", MONDAY.minusDays(4)),
            state(State.NEW, "b", "null-ratio", MONDAY.minusDays(1)));
    List<Finding> today =
        List.of(
            finding(Severity.ERROR, "a", "row-count"),
            finding(Severity.WARN, "a", "row-count"),
            finding(Severity.WARN, "a", "other"),
            finding(Severity.WARN, "c", "accepted"),
            finding(Severity.OK, "b", "null-ratio"));

    Summary.Changes changes =
        new FindingStates(
                MONDAY,
                Optional.of(day(before)),
                finding -> finding.rule().equals("accepted"),
                table -> true)
            .of(today);

    assertThat(changes.since()).contains(MONDAY.minusDays(1));
    assertThat(changes.findings())
        .extracting(FindingState::state, FindingState::rule, FindingState::first)
        .containsExactly(
            tuple(State.NEW, "other", MONDAY),
            tuple(State.ONGOING, "row-count", MONDAY.minusDays(4)),
            tuple(State.KNOWN, "accepted", MONDAY),
            tuple(State.RESOLVED, "null-ratio", MONDAY.minusDays(1)));
    assertThat(changes.findings().get(1).severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void areAllNewWithoutAnEarlierDay() {
    Summary.Changes changes =
        new FindingStates(MONDAY, Optional.empty(), finding -> false, table -> true)
            .of(List.of(finding(Severity.WARN, "a", "row-count")));

    assertThat(changes.since()).isEmpty();
    assertThat(changes.findings()).extracting(FindingState::state).containsExactly(State.NEW);
  }

  @Test
  void whatIsToldOnceAndNotedGoesOn() {
    List<FindingState> before = List.of(state(State.NEW, "a", "drift", MONDAY.minusDays(1)));
    Finding note =
        finding(Severity.OK, "a", "drift")
            .measured(
                "null-ratio",
                0.02,
                new Band(Optional.of(0.0), Optional.of(0.01), Optional.of(0.015)));

    assertThat(
            new FindingStates(MONDAY, Optional.of(day(before)), finding -> false, table -> true)
                .of(List.of(note))
                .findings())
        .extracting(FindingState::state, FindingState::severity, FindingState::first)
        .containsExactly(tuple(State.ONGOING, Severity.OK, MONDAY.minusDays(1)));
    // Without the day that it was told on there is nothing that goes on.
    assertThat(
            new FindingStates(MONDAY, Optional.empty(), finding -> false, table -> true)
                .of(List.of(note))
                .findings())
        .isEmpty();
  }

  @Test
  void nothingIsResolvedOfWhatNobodyLookedAt() {
    List<FindingState> before =
        List.of(
            state(State.NEW, "a", "row-count", MONDAY.minusDays(1)),
            state(State.NEW, "b", "null-ratio", MONDAY.minusDays(1)));

    Summary.Changes changes =
        new FindingStates(
                MONDAY,
                Optional.of(day(before)),
                finding -> false,
                old -> old.table().equals(Optional.of("b")))
            .of(List.of(finding(Severity.ERROR, "a", "not-published")));

    assertThat(changes.findings())
        .extracting(FindingState::state, FindingState::rule)
        .containsExactly(tuple(State.NEW, "not-published"), tuple(State.RESOLVED, "null-ratio"));
  }

  @Test
  void aColumnThatWasNewIsNotResolved() {
    List<FindingState> before = List.of(state(State.NEW, "a", "header-drift", MONDAY.minusDays(1)));

    assertThat(
            new FindingStates(MONDAY, Optional.of(day(before)), finding -> false, table -> true)
                .of(List.of())
                .findings())
        .isEmpty();
  }

  private static PartnerDay day(List<FindingState> states) {
    return new PartnerDay(
        MONDAY.minusDays(1),
        Severity.WARN,
        new Summary.Archives(0, 0, 0, 0, 0),
        0,
        Map.of(),
        Map.of(),
        Optional.empty(),
        states,
        List.of(),
        List.of(),
        List.of());
  }

  private static FindingState state(State state, String table, String rule, LocalDate first) {
    return new FindingState(
        state, Severity.WARN, Optional.of(table), Optional.empty(), rule, "odd", first);
  }

  private static Finding finding(Severity severity, String table, String rule) {
    return new Finding(
        severity, Optional.of(table), Optional.empty(), rule, "odd", "is", "should be");
  }
}
