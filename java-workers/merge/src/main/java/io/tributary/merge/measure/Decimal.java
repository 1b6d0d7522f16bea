package io.tributary.merge.measure;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads a field as a number, exactly: digits with a sign, a point and an exponent where there are
 * such. A view that the next field replaces; up to 18 digits it allocates nothing.
 */
public final class Decimal {
  /** Characters of a number at most: more are a text of digits. */
  public static final int LONGEST = 64;

  /** Exponents are at most this, so that a short text cannot stand for a gigabyte of zeros. */
  public static final int LARGEST_EXPONENT = 200;

  private static final int EXACT_DIGITS = 18;
  private static final long[] POWERS = new long[EXACT_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private long mantissa;
  private int scale;
  private BigDecimal large;

  /** Reads a value of at least one byte; false when it is no number. */
  public boolean read(byte[] bytes, int from, int to) {
    byte sign = bytes[from];
    int start = sign == '-' || sign == '+' ? from + 1 : from;
    int at = start;
    int point = -1;
    long digits = 0;
    while (at < to) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
      } else if (bytes[at] == '.' && point < 0) {
        point = at;
      } else {
        break;
      }
      at++;
    }
    int count = at - start - (point < 0 ? 0 : 1);
    if (count == 0) {
      return false;
    }
    if (at == to && count <= EXACT_DIGITS) {
      mantissa = sign == '-' ? -digits : digits;
      scale = point < 0 ? 0 : to - point - 1;
      large = null;
      return true;
    }
    if (to - from > LONGEST || (at < to && !exponent(bytes, at, to))) {
      return false;
    }
    large = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    return true;
  }

  private static boolean exponent(byte[] bytes, int from, int to) {
    if ((bytes[from] | 0x20) != 'e') {
      return false;
    }
    int at = from + 1;
    if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    int value = 0;
    int first = at;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      value = Math.min(LARGEST_EXPONENT + 1, 10 * value + bytes[at] - '0');
      at++;
    }
    return at > first && at == to && value <= LARGEST_EXPONENT;
  }

  /** Becomes a number of at most 18 digits. */
  void set(long itsMantissa, int itsScale) {
    mantissa = itsMantissa;
    scale = itsScale;
    large = null;
  }

  /** Whether {@link #mantissa} and {@link #scale} have it. */
  boolean small() {
    return large == null;
  }

  /** The number without its point. */
  long mantissa() {
    return mantissa;
  }

  /** Digits behind the point. */
  int scale() {
    return scale;
  }

  /** The number as an object. */
  public BigDecimal value() {
    return large != null ? large : BigDecimal.valueOf(mantissa, scale);
  }

  /** The same number in another form. */
  public static Decimal of(BigDecimal number) {
    Decimal decimal = new Decimal();
    boolean small = number.scale() >= 0 && number.scale() <= EXACT_DIGITS;
    if (small && number.precision() <= EXACT_DIGITS) {
      decimal.mantissa = number.unscaledValue().longValueExact();
      decimal.scale = number.scale();
    } else {
      decimal.large = number;
    }
    return decimal;
  }

  /** Compares two numbers by their values. */
  public int order(Decimal other) {
    return small() && other.small()
        ? compare(mantissa, scale, other.mantissa, other.scale)
        : value().compareTo(other.value());
  }

  /** Compares two numbers of at most 18 digits each, exactly and without objects. */
  static int compare(long mantissa, int scale, long otherMantissa, int otherScale) {
    if (scale == otherScale) {
      return Long.compare(mantissa, otherMantissa);
    }
    if (scale > otherScale) {
      return -compare(otherMantissa, otherScale, mantissa, scale);
    }
    long power = POWERS[otherScale - scale];
    long high = Math.multiplyHigh(mantissa, power);
    long low = mantissa * power;
    if (high == low >> (Long.SIZE - 1)) {
      return Long.compare(low, otherMantissa);
    }
    // Beyond 64 bits: larger than any other on its side of zero.
    return Long.signum(mantissa);
  }
}
