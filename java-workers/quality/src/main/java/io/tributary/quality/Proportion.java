package io.tributary.quality;

import io.tributary.core.document.Figures;
import io.tributary.core.document.TableMetadata;

/**
 * So many of so many: a ratio that knows how much it says.
 *
 * @param part how many
 * @param whole of how many
 */
record Proportion(long part, long whole) {
  /** Below this a day's ratio says nothing. */
  static final long ENOUGH = 100;

  /** Standard deviations; at 4, chance alone speaks once in 15,000 comparisons. */
  private static final double CERTAIN = 4;

  static Proportion nulls(TableMetadata.Column column, long rows) {
    return new Proportion(column.nulls(), rows);
  }

  double ratio() {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Whether it was measured on enough to compare with. */
  boolean enough() {
    return whole >= ENOUGH;
  }

  /**
   * Whether this and another differ by more than chance (two proportions, pooled) and by enough to
   * matter: at least so much, and a quarter of what was. On many rows any difference is certain; on
   * few rows any difference is large.
   */
  boolean differsFrom(Proportion before, double least) {
    double change = Math.abs(ratio() - before.ratio());
    if (change < Math.max(least, before.ratio() / 4)) {
      return false;
    }
    double pooled = (double) (part + before.part) / (whole + before.whole);
    double deviation = Math.sqrt(pooled * (1 - pooled) * (1.0 / whole + 1.0 / before.whole));
    return deviation > 0 && change / deviation >= CERTAIN;
  }

  @Override
  public String toString() {
    return Figures.percent(ratio());
  }
}
