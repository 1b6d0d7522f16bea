package io.tributary.quality.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.quality.Observation;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ExpectationTest {
  /** A Monday. */
  private static final LocalDate DAY = LocalDate.of(2025, 3, 17);

  @Test
  void comparesWithTheSameWeekdays() {
    List<Observation> history =
        history(56, date -> date.getDayOfWeek() == DayOfWeek.MONDAY ? 200 : 1_000);

    Expectation monday = expect(history, DAY, Scale.LOGARITHMIC, 0.1);
    Expectation sunday = expect(history, DAY.minusDays(1), Scale.LOGARITHMIC, 0.1);

    assertThat(monday.centre()).isCloseTo(200, within(1e-6));
    assertThat(monday.low()).as("the floor: nothing ever changed").isCloseTo(180, within(1e-6));
    assertThat(monday.high()).isCloseTo(220, within(1e-6));
    assertThat(sunday.centre()).isCloseTo(1_000, within(1e-6));
    assertThat(monday.days()).isEqualTo(8);
  }

  @Test
  void isTheModifiedZScore() {
    // Mondays 8, 9, 10, 11, 12: median 10; what is left of the deviations is 1, 1, 2, 2.
    List<Observation> mondays = new ArrayList<>();
    for (int week = 1; week <= 5; week++) {
      mondays.add(
          new Observation(DAY.minusWeeks(6 - week), new int[] {9, 12, 10, 8, 11}[week - 1]));
    }

    Expectation expected = expect(mondays, DAY, Scale.LINEAR, 0);

    double half = 3.5 * 1.5 / 0.6745 * Math.sqrt(1 + Math.PI / 10);
    assertThat(expected.centre()).isEqualTo(10);
    assertThat(expected.high()).isCloseTo(10 + half, within(1e-9));
    assertThat(expected.low()).isCloseTo(10 - half, within(1e-9));
  }

  @Test
  void expectsCountsToGrowOn() {
    List<Observation> history =
        history(
            56, date -> 1_000 * Math.pow(1.01, (double) (date.toEpochDay() - DAY.toEpochDay())));

    assertThat(expect(history, DAY, Scale.LOGARITHMIC, 0.1).centre())
        .isCloseTo(1_000, within(1e-6));
    assertThat(expect(history, DAY, Scale.LINEAR, 0.1).centre()).isLessThan(800);
  }

  @Test
  void isNotMovedByAFewWildDays() {
    List<Observation> history =
        history(
            56,
            date -> date.toEpochDay() % 9 == 0 ? 1.0 : 1_000.0 + (double) (date.toEpochDay() % 3));

    Expectation expected = expect(history, DAY, Scale.LOGARITHMIC, 0.1);

    assertThat(expected.allows(1_000)).isTrue();
    assertThat(expected.allows(700)).isFalse();
  }

  @Test
  void saysNothingOfTooLittle() {
    assertThat(of(history(20, date -> 5), DAY)).isEmpty();
    assertThat(of(history(21, date -> 5), DAY)).isPresent();
    assertThat(of(history(400, date -> 5).subList(0, 340), DAY)).as("long ago").isEmpty();
    assertThat(of(List.of(), DAY)).isEmpty();
  }

  @Test
  void knowsWhatChanceMakesOfFewRows() {
    Expectation noNulls = expect(history(56, date -> 0), DAY, Scale.LINEAR, 0.01);

    assertThat(noNulls.ofRatio(3, 3.5).allows(1.0 / 3)).as("1 of 3").isTrue();
    assertThat(noNulls.ofRatio(3_000, 3.5).allows(1.0 / 3)).isFalse();
    assertThat(noNulls.ofRatio(1e6, 3.5).high()).as("the floor").isEqualTo(0.01);
    assertThat(noNulls.ofRatio(0, 3.5).allows(1)).as("nothing is known").isTrue();
  }

  @Test
  void theIntervalIsWilsons() {
    // The textbook's 8 of 10 at 95 %.
    Wilson interval = Wilson.of(0.8, 10, 1.959964);

    assertThat(interval.low()).isCloseTo(0.4902, within(1e-4));
    assertThat(interval.high()).isCloseTo(0.9433, within(1e-4));
  }

  private static Expectation expect(
      List<Observation> history, LocalDate day, Scale scale, double least) {
    return Expectation.of(history, day, 56, scale, 3.5, least).orElseThrow();
  }

  private static Optional<Expectation> of(List<Observation> history, LocalDate day) {
    return Expectation.of(history, day, 56, Scale.LINEAR, 3.5, 0.1);
  }

  static List<Observation> history(int days, ToDoubleFunction<LocalDate> value) {
    List<Observation> history = new ArrayList<>();
    for (int back = days; back > 0; back--) {
      LocalDate date = DAY.minusDays(back);
      history.add(new Observation(date, value.applyAsDouble(date)));
    }
    return history;
  }
}
