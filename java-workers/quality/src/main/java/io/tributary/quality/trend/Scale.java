package io.tributary.quality.trend;

/** How changes of a metric are measured; the same to the last bit on every machine. */
public enum Scale {
  /** By difference: ratios and means, which stay where they are. */
  LINEAR {
    @Override
    double to(double value) {
      return value;
    }

    @Override
    double from(double scaled) {
      return scaled;
    }

    @Override
    double up(double least) {
      return least;
    }

    @Override
    double down(double least) {
      return least;
    }

    @Override
    boolean grows() {
      return false;
    }
  },
  /** By factor: counts, which grow and swing in proportion to themselves. */
  LOGARITHMIC {
    @Override
    double to(double value) {
      // Half a thing stands for none.
      return StrictMath.log(Math.max(value, 0.5));
    }

    @Override
    double from(double scaled) {
      return StrictMath.exp(scaled);
    }

    @Override
    double up(double least) {
      return StrictMath.log1p(least);
    }

    @Override
    double down(double least) {
      return -StrictMath.log1p(-least);
    }

    @Override
    boolean grows() {
      return true;
    }
  };

  abstract double to(double value);

  abstract double from(double scaled);

  /** A rise on the scale: by a difference, or by a share of 1. */
  abstract double up(double least);

  /** A fall on the scale. */
  abstract double down(double least);

  /** Whether steady growth is what is expected. */
  abstract boolean grows();
}
