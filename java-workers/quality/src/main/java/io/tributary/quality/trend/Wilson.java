package io.tributary.quality.trend;

/**
 * What chance makes of a ratio that is measured on few things: the score interval of E. B. Wilson,
 * "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209-212.
 *
 * @param low bound of the ratio
 * @param high bound of the ratio
 */
public record Wilson(double low, double high) {
  /**
   * The interval of a ratio.
   *
   * @param ratio from 0 to 1
   * @param of how many things
   * @param z standard deviations of a normal distribution
   */
  public static Wilson of(double ratio, double of, double z) {
    if (of <= 0) {
      return new Wilson(0, 1);
    }
    double square = z * z;
    double centre = (ratio + square / (2 * of)) / (1 + square / of);
    double half =
        z / (1 + square / of) * Math.sqrt(ratio * (1 - ratio) / of + square / (4 * of * of));
    return new Wilson(Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
