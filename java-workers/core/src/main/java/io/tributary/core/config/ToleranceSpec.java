package io.tributary.core.config;

import java.math.BigDecimal;

/**
 * The {@code tolerate} block: what {@code verify} lets pass.
 *
 * <pre>{@code
 * tolerate: {refused-archives: 0.1%, missing-archives: 0}
 * }</pre>
 *
 * @param refusedArchives of the listed archives
 * @param missingArchives of the listed archives
 */
public record ToleranceSpec(Share refusedArchives, Share missingArchives) {
  /** Nothing is let pass. */
  public static final ToleranceSpec NONE = new ToleranceSpec(Share.NONE, Share.NONE);

  /**
   * A number of things, or a percentage of all of them.
   *
   * @param value the number or the percentage
   * @param percent which of the two
   */
  public record Share(double value, boolean percent) {
    /** None at all. */
    public static final Share NONE = new Share(0, false);

    /** Whether {@code count} of {@code total} things are within the share. */
    public boolean allows(long count, long total) {
      // In decimals: 0.7 % of 1,000 is 7, and in doubles a little less.
      BigDecimal share = BigDecimal.valueOf(value);
      BigDecimal most =
          percent ? share.multiply(BigDecimal.valueOf(total)).movePointLeft(2) : share;
      return BigDecimal.valueOf(count).compareTo(most) <= 0;
    }

    @Override
    public String toString() {
      String number = value == Math.rint(value) ? Long.toString((long) value) : "" + value;
      return percent ? number + "%" : number;
    }
  }
}
