package io.tributary.merge.measure;

/**
 * Reads short numbers in a few steps for all their digits, without looking at single ones: the
 * value is in words of {@link Words}, its sign and its point are taken out, and its digits become
 * one number by three multiplications (D. Lemire, "Quickly parsing eight digits", 2018).
 */
final class NumberWords {
  /** No number, or one with an exponent. */
  static final long NONE = Long.MIN_VALUE;

  private static final int SCALE_BITS = 4;
  private static final long ZEROS = 0x3030303030303030L;
  private static final long POINTS = 0x2e2e2e2e2e2e2e2eL;
  private static final long MINUSES = 0x2d2d2d2d2d2d2d2dL;
  private static final long EXPONENTS = 0x6565656565656565L;
  private static final long SMALL = 0x2020202020202020L;
  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
  private static final long HALVES = 0xf0f0f0f0f0f0f0f0L;
  private static final long FOUR_AND_FOUR = 0x000000ff000000ffL;
  private static final int[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private NumberWords() {}

  /**
   * Whether a value may be a number by its first byte: a digit, a sign or the point, or one between
   * these.
   *
   * @param first as {@link Words#first}
   */
  static boolean mayBegin(long first) {
    int begin = (int) first & 0xff;
    return begin <= '9' && begin >= '+';
  }

  /**
   * Whether there is a minus in a word, but for its first byte: in no number without an exponent.
   */
  static boolean minusIn(long word) {
    return zeros(word ^ MINUSES) >>> Byte.SIZE != 0;
  }

  /** Whether there is an exponent's letter in a word. */
  static boolean exponentIn(long word) {
    return zeros((word | SMALL) ^ EXPONENTS) != 0;
  }

  /** The high bit of each byte that is zero. */
  private static long zeros(long word) {
    return ~(((word & LOW_BITS) + LOW_BITS) | word) & ~LOW_BITS;
  }

  /**
   * Reads a value of one to eight bytes in a few steps for all of them, without looking at single
   * ones.
   *
   * @param first as {@link Words#first}
   * @return {@link #NONE} when it is none or has an exponent; else what {@link #mantissa} and
   *     {@link #scale} take apart
   */
  static long ofWord(long first, int length) {
    long word = first;
    int digits = length;
    int sign = (int) first & 0xff;
    if (sign == '-' || sign == '+') {
      word >>>= Byte.SIZE;
      digits--;
    }
    int decimals = 0;
    long points = zeros(word ^ POINTS);
    if (points != 0) {
      int bits = bitsBefore(points);
      word = closed(word, word >>> Byte.SIZE, bits);
      decimals = digits - 1 - bits / Byte.SIZE;
      digits--;
    }
    long number = digits == 0 ? -1 : ofDigits(word, digits);
    return number < 0 ? NONE : (sign == '-' ? -number : number) << SCALE_BITS | decimals;
  }

  /**
   * Reads a value of more than eight bytes, likewise: its two words become those of the number
   * without its sign, and then without its point.
   *
   * @param second as {@link Words#second}
   * @param length at most {@link Words#SHORT}
   */
  static long ofWords(long first, long second, int length) {
    long low = first;
    long high = second;
    int digits = length;
    int sign = (int) first & 0xff;
    if (sign == '-' || sign == '+') {
      low = low >>> Byte.SIZE | high << -Byte.SIZE;
      high >>>= Byte.SIZE;
      digits--;
    }
    int decimals = 0;
    long points = zeros(low ^ POINTS);
    if (points != 0) {
      int bits = bitsBefore(points);
      low = closed(low, low >>> Byte.SIZE | high << -Byte.SIZE, bits);
      high >>>= Byte.SIZE;
      decimals = digits - 1 - bits / Byte.SIZE;
      digits--;
    } else {
      points = zeros(high ^ POINTS);
      if (points != 0) {
        int bits = bitsBefore(points);
        high = closed(high, high >>> Byte.SIZE, bits);
        decimals = digits - 1 - Long.BYTES - bits / Byte.SIZE;
        digits--;
      }
    }
    int more = digits - Long.BYTES;
    long number = ofDigits(low, Math.min(digits, Long.BYTES));
    if (more > 0 && number >= 0) {
      long rest = ofDigits(high, more);
      number = rest < 0 ? -1 : number * POWERS[more] + rest;
    }
    return number < 0 ? NONE : (sign == '-' ? -number : number) << SCALE_BITS | decimals;
  }

  /** The bits of a word before its first point. */
  private static int bitsBefore(long points) {
    return Long.numberOfTrailingZeros(points) - (Byte.SIZE - 1);
  }

  /** The word without its point: what is behind it, as it lies when moved, takes its place. */
  private static long closed(long word, long moved, int bitsBefore) {
    long before = ~(-1L << bitsBefore);
    return (word & before) | (moved & ~before);
  }

  /** The number that the first one to eight digits of a word are, or -1 when they are not. */
  private static long ofDigits(long from, int digits) {
    int bits = Byte.SIZE * digits;
    long word = from << -bits | ZEROS >>> (bits - 1) >>> 1;
    if (((word & HALVES) | ((word + 0x0606060606060606L & HALVES) >>> 4)) != 0x3333333333333333L) {
      return -1;
    }
    // Lemire's: neighbours become numbers of two digits, these of four, these of eight.
    word -= ZEROS;
    word = 10 * word + (word >>> 8);
    long even = (word & FOUR_AND_FOUR) * (100 + (1_000_000L << 32));
    long odd = (word >>> 16 & FOUR_AND_FOUR) * (1 + (10_000L << 32));
    return (even + odd) >>> 32;
  }

  /** The number without its point, of {@link #ofWord} or {@link #ofWords}. */
  static long mantissa(long number) {
    return number >> SCALE_BITS;
  }

  /** Digits behind the point, of {@link #ofWord} or {@link #ofWords}. */
  static int scale(long number) {
    return (int) number & ((1 << SCALE_BITS) - 1);
  }
}
