package io.tributary.quality.trend;

import io.tributary.core.document.Band;
import io.tributary.quality.Observation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a metric is expected to be on a day, by the same weekdays before it.
 *
 * <p>The modified z-score of B. Iglewicz and D. C. Hoaglin ("How to detect and handle outliers",
 * ASQC 1993; NIST/SEMATECH e-Handbook of statistical methods, 1.3.5.17) is {@code 0.6745 (x −
 * median) / MAD}, and worth a look above 3.5. Where the deviation is nothing or tiny, as in a table
 * that hardly ever changes, the least change that matters takes its place.
 *
 * @param centre the usual value
 * @param low less is worth a look
 * @param high more is worth a look
 * @param days of the same weekday that it rests on
 */
public record Expectation(double centre, double low, double high, int days) {
  /**
   * What is expected.
   *
   * @param history by ascending date
   * @param day that is judged; only earlier days count
   * @param days of the calendar to look back
   * @param scale how changes are measured
   * @param z robust standard deviations that are no news
   * @param least change that matters: on the linear scale in the metric's unit, on the logarithmic
   *     one as a share of 1
   * @return empty when fewer than three days of the same weekday are known
   */
  public static Optional<Expectation> of(
      List<Observation> history, LocalDate day, int days, Scale scale, double z, double least) {
    return Past.of(history, day, days, scale).map(past -> of(past, day, scale, z, least));
  }

  private static Expectation of(Past past, LocalDate day, Scale scale, double z, double least) {
    double level = past.level(day).orElseThrow();
    // The level is known from a few days only: a median's variance is π/2n of a day's.
    double half = z * past.deviation() * Math.sqrt(1 + Math.PI / (2 * past.daysOfLevel()));
    return new Expectation(
        scale.from(level),
        scale.from(level - Math.max(half, scale.down(least))),
        scale.from(level + Math.max(half, scale.up(least))),
        past.sameWeekdays());
  }

  /** The same for a ratio: the fewer things it is measured on, the more chance makes of it. */
  public Expectation ofRatio(double things, double z) {
    double ratio = Math.min(1, Math.max(0, centre));
    // The usual ratio is known from a few days only, which were measured on as few.
    double worth = things / (1 + Math.PI / (2 * days));
    Wilson chance = Wilson.of(ratio, worth, z);
    // Wilson's interval is of what is usual, given a day. Near its own end of the scale a day by
    // what is usual swings further: none of 12 is no news where one in five is NULL.
    double swing = worth > 0 ? z * Math.sqrt(ratio * (1 - ratio) / worth) : 1;
    return new Expectation(
        ratio,
        Math.max(0, Math.min(low, Math.min(chance.low(), ratio - swing))),
        Math.min(1, Math.max(high, Math.max(chance.high(), ratio + swing))),
        days);
  }

  /** Whether a value is no news. */
  public boolean allows(double value) {
    return value >= low && value <= high;
  }

  /** For charts. */
  public Band band() {
    return band(low, centre, high);
  }

  /** A band in as many digits as a person can use. */
  static Band band(double low, double centre, double high) {
    return new Band(
        Optional.of(shortened(low)), Optional.of(shortened(centre)), Optional.of(shortened(high)));
  }

  private static double shortened(double value) {
    return new BigDecimal(value).round(new MathContext(6)).doubleValue();
  }
}
