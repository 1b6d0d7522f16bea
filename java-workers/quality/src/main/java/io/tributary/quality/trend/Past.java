package io.tributary.quality.trend;

import io.tributary.quality.Observation;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A metric's history with weekdays and steady growth taken out of it. Growth is the median of all
 * slopes between two days of the same weekday (P. K. Sen, "Estimates of the regression coefficient
 * based on Kendall's tau", JASA 63 (1968), 1379-1389; by season as R. M. Hirsch, J. R. Slack and R.
 * A. Smith, Water Resources Research 18 (1982), 107-121): it moves the past to the day of interest.
 * Each weekday's level is then the median of its days.
 */
final class Past {
  /** Days of the same weekday of which fewer say nothing. */
  static final int ENOUGH = 3;

  /** Days of the same weekday of which fewer say nothing of growth. */
  private static final int ENOUGH_TO_GROW = 5;

  /** How many days all weekdays together weigh against the day's own one. */
  private static final int COMMON = 49;

  private static final int WEEK = 7;

  private final LocalDate day;
  private final long[] dates;
  private final double[] values;
  private final double growth;
  private final double[] levels = new double[WEEK];

  /** How much of the weekdays' levels is their own. */
  private final double own;

  /** What each day differs by from its weekday's level. */
  private final double[] residuals;

  private Past(List<Observation> observations, LocalDate day, Scale scale) {
    this.day = day;
    int count = observations.size();
    dates = new long[count];
    values = new double[count];
    for (int i = 0; i < count; i++) {
      dates[i] = observations.get(i).date().toEpochDay();
      values[i] = scale.to(observations.get(i).value());
    }
    boolean grows = scale.grows() && sameWeekdays() >= ENOUGH_TO_GROW;
    growth = grows ? Robust.median(slopes()) : 0;
    residuals = new double[count];
    for (int i = 0; i < count; i++) {
      residuals[i] = values[i] + growth * (day.toEpochDay() - dates[i]);
    }
    for (int weekday = 0; weekday < WEEK; weekday++) {
      double[] moved = of(residuals, weekday);
      levels[weekday] = moved.length == 0 ? Double.NaN : Robust.median(moved);
    }
    for (int i = 0; i < count; i++) {
      residuals[i] -= levels[weekday(dates[i])];
    }
    own = shrink();
  }

  /**
   * Moves the weekdays' levels to that of all days by as much as they differ by no more than chance
   * makes of so few days each (W. James and C. Stein, "Estimation with quadratic loss", 1961):
   * where weekdays do not matter, all days know the level.
   *
   * @return how much of each weekday's own level stays, from 0 to 1
   */
  private double shrink() {
    double[] known = new double[WEEK];
    int weekdays = 0;
    double chance = 0;
    double deviation = common();
    for (int weekday = 0; weekday < WEEK; weekday++) {
      int days = of(values, weekday).length;
      if (days >= ENOUGH) {
        known[weekdays++] = levels[weekday];
        chance += Math.PI / 2 * deviation * deviation / days;
      }
    }
    known = Arrays.copyOf(known, weekdays);
    double middle = Robust.median(known);
    double between = 0;
    for (double level : known) {
      between += (level - middle) * (level - middle);
    }
    // Differences of weekdays are known from a week of them at most.
    double stays = weekdays < WEEK || between == 0 ? 1 : Math.max(0, 1 - chance / between);
    for (int weekday = 0; weekday < WEEK; weekday++) {
      levels[weekday] = middle + stays * (levels[weekday] - middle);
    }
    return stays;
  }

  /**
   * How many days are known of the level of the day's weekday: its own, and others by their share.
   */
  double daysOfLevel() {
    return 1 / (own / sameWeekdays() + (1 - own) / dates.length);
  }

  /** The past of a day; empty when there is too little of it. */
  static Optional<Past> of(List<Observation> history, LocalDate day, int days, Scale scale) {
    LocalDate from = day.minusDays(days);
    List<Observation> recent =
        history.stream()
            .filter(one -> one.date().isBefore(day) && !one.date().isBefore(from))
            .toList();
    long same =
        recent.stream().filter(one -> one.date().getDayOfWeek() == day.getDayOfWeek()).count();
    return same >= ENOUGH ? Optional.of(new Past(recent, day, scale)) : Optional.empty();
  }

  /** The day that it is the past of. */
  LocalDate day() {
    return day;
  }

  /** The first day that is known. */
  LocalDate first() {
    return LocalDate.ofEpochDay(dates[0]);
  }

  /** How many days of the day's own weekday are known. */
  int sameWeekdays() {
    return of(values, weekday(day.toEpochDay())).length;
  }

  /** How many days are known. */
  int days() {
    return dates.length;
  }

  /** Whether it says how the metric grows, which is not known exactly. */
  boolean grows() {
    return growth != 0;
  }

  /** The level of a day's weekday on that day, on the scale; empty for a weekday of few days. */
  OptionalDouble level(LocalDate date) {
    int weekday = weekday(date.toEpochDay());
    return of(values, weekday).length >= ENOUGH
        ? OptionalDouble.of(levels[weekday] + growth * (date.toEpochDay() - day.toEpochDay()))
        : OptionalDouble.empty();
  }

  /**
   * The robust standard deviation of a single day, on the scale: what all weekdays know together,
   * and the day's own weekday by as much as it is known.
   */
  double deviation() {
    double[] same = spread(weekday(day.toEpochDay()));
    double ofAll = common();
    double ofOwn = Robust.deviation(same);
    return Math.sqrt(
        (COMMON * ofAll * ofAll + same.length * ofOwn * ofOwn) / (COMMON + same.length));
  }

  /** The robust standard deviation of a day of any weekday. */
  private double common() {
    double[] common = new double[dates.length];
    int count = 0;
    for (int weekday = 0; weekday < WEEK; weekday++) {
      for (double one : spread(weekday)) {
        common[count++] = one;
      }
    }
    return Robust.deviation(Arrays.copyOf(common, count));
  }

  /**
   * By how much wider averages over days swing than they would if days did not hang together:
   * {@code (1 + r) / (1 - r)} for a correlation r of each day with the day before (G. E. P. Box and
   * G. M. Jenkins, "Time series analysis", 1970).
   */
  double persistence() {
    double limit = 3 * deviation();
    double squares = 0;
    double products = 0;
    double before = 0;
    for (int i = 0; i < residuals.length; i++) {
      double off = Math.max(-limit, Math.min(limit, residuals[i]));
      boolean next = i > 0 && dates[i] == dates[i - 1] + 1;
      squares += off * off;
      products += next ? off * before : 0;
      before = off;
    }
    double correlation = squares == 0 ? 0 : Math.max(0, Math.min(0.8, products / squares));
    return (1 + correlation) / (1 - correlation);
  }

  /** How far days are from their level; it fits them too well by the nearest of them. */
  private double[] spread(int weekday) {
    double[] sizes = of(residuals, weekday);
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(sizes[i]);
    }
    Arrays.sort(sizes);
    return sizes.length < 2 ? new double[0] : Arrays.copyOfRange(sizes, 1, sizes.length);
  }

  private double[] of(double[] all, int weekday) {
    double[] some = new double[all.length];
    int count = 0;
    for (int i = 0; i < all.length; i++) {
      if (weekday(dates[i]) == weekday) {
        some[count++] = all[i];
      }
    }
    return Arrays.copyOf(some, count);
  }

  private double[] slopes() {
    double[] slopes = new double[dates.length * dates.length / 2];
    int count = 0;
    for (int i = 0; i < dates.length; i++) {
      for (int j = i + 1; j < dates.length; j++) {
        if ((dates[j] - dates[i]) % WEEK == 0) {
          slopes[count++] = (values[j] - values[i]) / (dates[j] - dates[i]);
        }
      }
    }
    return Arrays.copyOf(slopes, count);
  }

  private static int weekday(long date) {
    return Math.floorMod(date, WEEK);
  }
}
