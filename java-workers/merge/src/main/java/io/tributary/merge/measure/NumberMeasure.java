package io.tributary.merge.measure;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;

/** Measures those values of a column that are numbers. */
final class NumberMeasure implements Serializable {
  private static final long serialVersionUID = 1L;

  private final NumberExtreme smallest = new NumberExtreme(false);
  private final NumberExtreme largest = new NumberExtreme(true);
  private final ExactSum sum = new ExactSum();
  private long count;

  /** By digits behind the point: numbers strictly between the two of theirs are no extremes. */
  private final transient long[] above = new long[ExactSum.SCALES];

  private final transient long[] below = new long[ExactSum.SCALES];

  private final transient Decimal number = new Decimal();

  NumberMeasure() {
    Arrays.fill(above, Long.MAX_VALUE);
    Arrays.fill(below, Long.MIN_VALUE);
  }

  /**
   * Takes a value if it is a number.
   *
   * @param first as {@link Words#first}
   */
  void add(byte[] bytes, int from, int to, long first) {
    int length = to - from;
    if (length <= Long.BYTES) {
      add(NumberWords.ofWord(first, length), bytes, from, to, first, 0);
    } else if (NumberWords.minusIn(first) && !NumberWords.exponentIn(first)) {
      // A date.
      return;
    } else if (length <= Words.SHORT) {
      long second = Words.second(bytes, from, length);
      add(NumberWords.ofWords(first, second, length), bytes, from, to, first, second);
    } else {
      add(bytes, from, to);
    }
  }

  /** Takes what its words were found to be; one with an exponent is read byte by byte. */
  private void add(long packed, byte[] bytes, int from, int to, long first, long second) {
    if (packed != NumberWords.NONE) {
      add(packed, bytes, from, to);
    } else if (NumberWords.exponentIn(first) || NumberWords.exponentIn(second)) {
      add(bytes, from, to);
    }
  }

  private void add(long packed, byte[] bytes, int from, int to) {
    long mantissa = NumberWords.mantissa(packed);
    int scale = NumberWords.scale(packed);
    count++;
    sum.add(mantissa, scale, 1);
    if (mantissa <= above[scale] || mantissa >= below[scale]) {
      number.set(mantissa, scale);
      offer(number, bytes, from, to);
    }
  }

  private void add(byte[] bytes, int from, int to) {
    if (number.read(bytes, from, to)) {
      count++;
      addToSum(1);
      offer(number, bytes, from, to);
    }
  }

  private void addToSum(long times) {
    if (number.small()) {
      sum.add(number.mantissa(), number.scale(), times);
    } else {
      sum.add(number.value().multiply(BigDecimal.valueOf(times)));
    }
  }

  private void offer(Decimal its, byte[] bytes, int from, int to) {
    smallest.offer(its, bytes, from, to);
    largest.offer(its, bytes, from, to);
    if (its.small()) {
      above[its.scale()] = Math.min(above[its.scale()], its.mantissa());
      below[its.scale()] = Math.max(below[its.scale()], its.mantissa());
    }
  }

  /**
   * Takes a value of up to {@link Words#SHORT} bytes that was taken before so many times more.
   *
   * @param first as {@link Words#first}
   * @param last as {@link Words#last}
   */
  void addAgain(long first, long last, int length, long times) {
    if (NumberWords.mayBegin(first) && number.read(Words.bytes(first, last, length), 0, length)) {
      count += times;
      addToSum(times);
    }
  }

  void add(NumberMeasure other) {
    smallest.offer(other.smallest);
    largest.offer(other.largest);
    sum.add(other.sum);
    count += other.count;
  }

  /** How many there are. */
  long count() {
    return count;
  }

  BigDecimal total() {
    return sum.total();
  }

  /** As it was delivered. */
  String smallest() {
    return smallest.text();
  }

  /** As it was delivered. */
  String largest() {
    return largest.text();
  }
}
