package io.tributary.quality.trend;

import io.tributary.core.document.Band;
import io.tributary.quality.Observation;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A slow change, each day of which looks usual by itself: an exponentially weighted moving average
 * of what the last days differ by from their weekdays' levels, on its control chart (S. W. Roberts,
 * "Control chart tests based on geometric moving averages", Technometrics 1 (1959), 239-250; weight
 * and limits as in NIST/SEMATECH e-Handbook of statistical methods, 6.3.2.4). The limits are wider
 * than the book's by what is not known of level and growth, and where days hang together. A day
 * that is off by more than a single day may be is left out: one wild day is no drift.
 *
 * @param average where the moving average is, in the metric's unit
 * @param low below it is a drift
 * @param centre where it would be without one
 * @param high above it is a drift
 */
public record Drift(double average, double low, double centre, double high) {
  /** The weight of the newest day. */
  private static final double WEIGHT = 0.2;

  /** The newest days make the average; the older ones say what is usual. */
  private static final int WATCHED_DAYS = 14;

  /**
   * The last days against those before.
   *
   * @param history by ascending date
   * @param today the day judged, and its value
   * @param days of the calendar to look back
   * @param scale how changes are measured
   * @param z standard deviations that are no news
   * @param least change of a single day that matters, as for {@link Expectation}; half of it
   *     matters when it stays
   * @return empty when too few days are known before the last two weeks
   */
  public static Optional<Drift> of(
      List<Observation> history, Observation today, int days, Scale scale, double z, double least) {
    LocalDate until = today.date().minusDays(WATCHED_DAYS);
    return Past.of(history, until, days - WATCHED_DAYS, scale)
        .flatMap(past -> of(past, watched(history, until, today), scale, z, least));
  }

  private static List<Observation> watched(
      List<Observation> history, LocalDate until, Observation today) {
    List<Observation> watched = new ArrayList<>();
    for (Observation one : history) {
      if (!one.date().isBefore(until) && one.date().isBefore(today.date())) {
        watched.add(one);
      }
    }
    watched.add(today);
    return watched;
  }

  private static Optional<Drift> of(
      Past past, List<Observation> watched, Scale scale, double z, double least) {
    LocalDate today = watched.get(watched.size() - 1).date();
    OptionalDouble level = past.level(today);
    if (level.isEmpty()) {
      return Optional.empty();
    }
    double deviation = past.deviation();
    double up = Math.max(z * deviation, scale.up(least));
    double down = Math.max(z * deviation, scale.down(least));
    double average = 0;
    double rest = 1;
    for (Observation one : watched) {
      OptionalDouble usual = past.level(one.date());
      double off = usual.isPresent() ? scale.to(one.value()) - usual.getAsDouble() : Double.NaN;
      if (off >= -down && off <= up) {
        average += WEIGHT * (off - average);
        rest *= 1 - WEIGHT;
      }
    }
    double chart = WEIGHT / (2 - WEIGHT) * (1 - rest * rest);
    double half = z * deviation * Math.sqrt((chart + unknown(past, today)) * past.persistence());
    return Optional.of(
        new Drift(
            scale.from(level.getAsDouble() + average),
            scale.from(level.getAsDouble() - Math.max(half, scale.down(least / 2))),
            scale.from(level.getAsDouble()),
            scale.from(level.getAsDouble() + Math.max(half, scale.up(least / 2)))));
  }

  /**
   * The variance of what is expected, in variances of a day: that of a straight line at a distance
   * from the days it was laid through, and medians know π/2 times less than means.
   */
  private static double unknown(Past past, LocalDate today) {
    double days = past.days();
    double line = 1 / days;
    if (past.grows()) {
      double span = ChronoUnit.DAYS.between(past.first(), past.day());
      double distance = ChronoUnit.DAYS.between(past.first(), today) - span / 2;
      line += 12 * distance * distance / (days * span * span);
    }
    return Math.PI / 2 * line;
  }

  /** Whether there is one. */
  public boolean found() {
    return average < low || average > high;
  }

  /** For charts. */
  public Band band() {
    return Expectation.band(low, centre, high);
  }
}
