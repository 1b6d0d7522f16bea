package io.tributary.merge.measure;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The least or the greatest of texts, in the order of their bytes. Only as many bytes are kept and
 * compared as can be shown: cutting texts does not change their order.
 */
final class TextExtreme implements Serializable {
  /** Bytes that 200 UTF-16 units can have in UTF-8. */
  private static final int KEPT = 600;

  private static final long serialVersionUID = 1L;

  private final boolean greatest;
  private boolean present;
  private long prefix;

  /** The eight bytes behind the prefix, likewise: most times of a day have the same prefix. */
  private long second;

  private byte[] bytes = new byte[Words.SHORT];
  private int length;

  TextExtreme(boolean greatest) {
    this.greatest = greatest;
  }

  /**
   * The first eight bytes of a value as a number that sorts as they do.
   *
   * @param first as {@link Words#first}
   */
  static long prefix(long first) {
    return Long.reverseBytes(first) ^ Long.MIN_VALUE;
  }

  /** Takes a text if it is beyond what is here. */
  void offer(byte[] from, int start, int end, long itsPrefix) {
    if (present) {
      boolean within = greatest ? itsPrefix < prefix : itsPrefix > prefix;
      if (within) {
        return;
      }
      if (itsPrefix == prefix) {
        int order = order(from, start, Math.min(end, start + KEPT));
        if (greatest ? order <= 0 : order >= 0) {
          return;
        }
      }
    }
    take(from, start, Math.min(end - start, KEPT), itsPrefix);
  }

  /** Of a text with the same prefix. */
  private int order(byte[] from, int start, int end) {
    if (end - start >= Words.SHORT && length >= Words.SHORT) {
      long its = prefix(Words.second(from, start));
      if (its != second) {
        return Long.compare(its, second);
      }
    }
    return Arrays.compareUnsigned(from, start, end, bytes, 0, length);
  }

  void offer(TextExtreme other) {
    if (other.present) {
      offer(other.bytes, 0, other.length, other.prefix);
    }
  }

  private void take(byte[] from, int start, int count, long itsPrefix) {
    if (count > bytes.length) {
      bytes = new byte[Math.min(KEPT, 2 * count)];
    }
    System.arraycopy(from, start, bytes, 0, count);
    length = count;
    prefix = itsPrefix;
    second = count >= Words.SHORT ? prefix(Words.second(bytes, 0)) : 0;
    present = true;
  }

  /**
   * The text.
   *
   * @param units of UTF-16 to show at most
   */
  String text(int units) {
    return ShownText.of(bytes, 0, length, units);
  }
}
