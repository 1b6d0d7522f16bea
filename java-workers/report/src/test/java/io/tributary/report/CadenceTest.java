package io.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.quality.History;
import io.tributary.quality.Observation;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CadenceTest {
  private static final LocalDate MONDAY = LocalDate.of(2025, 3, 17);

  @Test
  void aDailyTableIsDueEveryDayAlsoWeeksAfterItStopped() {
    assertThat(due(MONDAY, 56, date -> true)).isTrue();
    assertThat(due(MONDAY, 56, date -> date.isBefore(MONDAY.minusDays(7)))).isTrue();
    assertThat(due(MONDAY, 56, date -> date.isBefore(MONDAY.minusDays(26)))).isTrue();
  }

  @Test
  void aWeeklyTableIsDueOnItsWeekday() {
    Predicate<LocalDate> mondays = date -> date.getDayOfWeek() == DayOfWeek.MONDAY;

    assertThat(due(MONDAY, 56, mondays)).isTrue();
    assertThat(due(MONDAY.plusDays(1), 56, mondays)).isFalse();
    assertThat(due(MONDAY.plusDays(5), 56, mondays)).isFalse();
    // With its first week: on the third day it is known not to come daily.
    assertThat(due(MONDAY.plusDays(3), 3, mondays)).isFalse();
  }

  @Test
  void aTableOfWorkdaysIsNotDueAtWeekends() {
    Predicate<LocalDate> workdays = date -> date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;

    assertThat(due(MONDAY.plusDays(4), 56, workdays)).isTrue();
    assertThat(due(MONDAY.plusDays(5), 56, workdays)).isFalse();
    assertThat(due(MONDAY.plusDays(6), 56, workdays)).isFalse();
    // Of three Sundays it is not known yet.
    assertThat(due(MONDAY.plusDays(6), 21, workdays)).isTrue();
  }

  @Test
  void aWeekWithoutADeliveryChangesNoCadence() {
    LocalDate sunday = MONDAY.plusDays(6);
    Predicate<LocalDate> workdays = date -> date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
    Predicate<LocalDate> delivered = date -> !date.equals(sunday.minusWeeks(2));

    assertThat(due(sunday, 56, workdays, delivered)).isFalse();
    assertThat(due(sunday, 56, date -> true, delivered)).isTrue();
  }

  @Test
  void whatHistoryDoesNotKnowIsDue() {
    assertThat(due(MONDAY, 56, date -> false)).isTrue();
    assertThat(due(MONDAY, 0, date -> true)).isTrue();
  }

  private static boolean due(LocalDate day, int days, Predicate<LocalDate> came) {
    return due(day, days, came, date -> true);
  }

  private static boolean due(
      LocalDate day, int days, Predicate<LocalDate> came, Predicate<LocalDate> delivered) {
    History history =
        new History() {
          @Override
          public LocalDate day() {
            return day;
          }

          @Override
          public List<Observation> of(
              Optional<String> table, Optional<String> column, String metric) {
            return IntStream.rangeClosed(1, days)
                .mapToObj(back -> day.minusDays(days + 1L - back))
                .filter(delivered)
                .filter(date -> table.isEmpty() || came.test(date))
                .map(date -> new Observation(date, 1))
                .toList();
          }
        };
    return new Cadence(history).due("t");
  }
}
