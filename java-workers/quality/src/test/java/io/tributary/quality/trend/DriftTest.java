package io.tributary.quality.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.quality.Observation;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static final LocalDate DAY = LocalDate.of(2025, 3, 17);

  @Test
  void findsWhatCreepsUpDayByDay() {
    // A tenth of a point of NULLs more each day, for twelve days: no day by itself is odd.
    ToDoubleFunction<LocalDate> creeping =
        date -> 0.02 + Math.max(0, 12 - daysBefore(date)) * 0.001;

    Drift drift = drift(creeping, Scale.LINEAR, 0.01).orElseThrow();

    assertThat(Expectation.of(history(creeping), DAY, 56, Scale.LINEAR, 3.5, 0.02))
        .hasValueSatisfying(
            usual -> assertThat(usual.allows(creeping.applyAsDouble(DAY))).isTrue());
    assertThat(drift.found()).isTrue();
    assertThat(drift.centre()).isCloseTo(0.02, within(1e-9));
    assertThat(drift.average()).isBetween(0.026, 0.03);
  }

  @Test
  void findsNoneInWhatStaysAndInWhatGrowsSteadily() {
    assertThat(drift(date -> 0.02, Scale.LINEAR, 0.01).orElseThrow().found()).isFalse();
    assertThat(
            drift(date -> 1e6 * Math.pow(1.02, -daysBefore(date)), Scale.LOGARITHMIC, 0.1)
                .orElseThrow()
                .found())
        .isFalse();
  }

  @Test
  void takesAStepInAGrowingCountForADrift() {
    Drift drift =
        drift(
                date -> Math.pow(1.001, -daysBefore(date)) * (daysBefore(date) < 10 ? 920 : 1_000),
                Scale.LOGARITHMIC,
                0.1)
            .orElseThrow();

    assertThat(drift.found()).isTrue();
    assertThat(drift.average()).isLessThan(drift.low());
  }

  @Test
  void isNotMovedByOneWildDay() {
    assertThat(
            drift(date -> daysBefore(date) == 1 ? 5 : 1_000, Scale.LOGARITHMIC, 0.1)
                .orElseThrow()
                .found())
        .isFalse();
  }

  @Test
  void saysNothingOfTooLittle() {
    List<Observation> short34 = ExpectationTest.history(34, date -> 1);

    assertThat(Drift.of(short34, new Observation(DAY, 1), 56, Scale.LINEAR, 3.5, 0.1)).isEmpty();
  }

  private static Optional<Drift> drift(
      ToDoubleFunction<LocalDate> value, Scale scale, double least) {
    return Drift.of(
        history(value), new Observation(DAY, value.applyAsDouble(DAY)), 56, scale, 3.5, least);
  }

  private static List<Observation> history(ToDoubleFunction<LocalDate> value) {
    return ExpectationTest.history(56, value);
  }

  private static int daysBefore(LocalDate date) {
    return Math.toIntExact(DAY.toEpochDay() - date.toEpochDay());
  }
}
