package io.tributary.quality.trend;

import java.util.Arrays;

/** Statistics that a few wild values do not move; 0 of nothing. */
final class Robust {
  /** A normal distribution's median absolute deviation in its standard deviations. */
  private static final double MAD_OF_NORMAL = 0.6745;

  private Robust() {}

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      return 0;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The standard deviation that a normal distribution of this median deviation from 0 has. */
  static double deviation(double[] residuals) {
    double[] sizes = new double[residuals.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(residuals[i]);
    }
    return median(sizes) / MAD_OF_NORMAL;
  }
}
