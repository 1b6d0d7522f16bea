package io.tributary.merge.measure;

import java.io.Serializable;

/** The least and the greatest of a column's values, in the order of their bytes. */
final class TextBounds implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TextExtreme least = new TextExtreme(false);
  private final TextExtreme greatest = new TextExtreme(true);

  // Of the extremes: most values are strictly between by their first eight bytes, or by the second
  // ones, as times of one day are.
  private long leastPrefix = Long.MAX_VALUE;
  private long leastSecond = Long.MAX_VALUE;
  private long greatestPrefix = Long.MIN_VALUE;
  private long greatestSecond = Long.MIN_VALUE;

  /**
   * Takes a value.
   *
   * @param first as {@link Words#first}
   */
  void add(byte[] bytes, int from, int to, long first) {
    long prefix = TextExtreme.sorting(first);
    if (prefix <= leastPrefix || prefix >= greatestPrefix) {
      offer(bytes, from, to, prefix);
    }
  }

  private void offer(byte[] bytes, int from, int to, long prefix) {
    long second = TextExtreme.sorting(Words.second(bytes, from, to - from));
    if (prefix < leastPrefix || (prefix == leastPrefix && second <= leastSecond)) {
      least.offer(bytes, from, to, prefix, second);
      leastPrefix = prefix;
      leastSecond = second;
    }
    if (prefix > greatestPrefix || (prefix == greatestPrefix && second >= greatestSecond)) {
      greatest.offer(bytes, from, to, prefix, second);
      greatestPrefix = prefix;
      greatestSecond = second;
    }
  }

  void add(TextBounds other) {
    least.offer(other.least);
    greatest.offer(other.greatest);
  }

  /** The least, of which so many units of UTF-16 are shown at most. */
  String least(int units) {
    return least.text(units);
  }

  /** The greatest, likewise. */
  String greatest(int units) {
    return greatest.text(units);
  }
}
