package io.tributary.merge.measure;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * A sum without rounding, and so the same in whatever order. Numbers of up to 18 digits are added
 * as whole numbers, by the number of their decimals; what overflows goes to a large number.
 */
final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Digits behind the point of numbers that are added as whole ones: fewer than so many. */
  static final int SCALES = 19;

  private final long[] sums = new long[SCALES];
  private BigDecimal rest = BigDecimal.ZERO;

  /** Adds a number so many times. */
  void add(long mantissa, int scale, long times) {
    long product = mantissa * times;
    if (times != 1 && Math.multiplyHigh(mantissa, times) != product >> (Long.SIZE - 1)) {
      add(BigDecimal.valueOf(mantissa, scale).multiply(BigDecimal.valueOf(times)));
      return;
    }
    long before = sums[scale];
    long sum = before + product;
    if (((before ^ sum) & (product ^ sum)) < 0) {
      add(BigDecimal.valueOf(before, scale));
      sum = product;
    }
    sums[scale] = sum;
  }

  void add(BigDecimal number) {
    rest = rest.add(number);
  }

  void add(ExactSum other) {
    for (int scale = 0; scale < SCALES; scale++) {
      add(other.sums[scale], scale, 1);
    }
    add(other.rest);
  }

  BigDecimal total() {
    BigDecimal total = rest;
    for (int scale = 0; scale < SCALES; scale++) {
      total = total.add(BigDecimal.valueOf(sums[scale], scale));
    }
    return total;
  }
}
