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
   * Eight bytes of a value as a number that sorts as they do.
   *
   * @param word as {@link Words#first} or {@link Words#second}
   */
  static long sorting(long word) {
    return Long.reverseBytes(word) ^ Long.MIN_VALUE;
  }

  /** Takes a text if it is beyond what is here. */
  void offer(byte[] from, int start, int end, long itsPrefix, long itsSecond) {
    if (present) {
      int order = Long.compare(itsPrefix, prefix);
      if (order == 0) {
        order = Long.compare(itsSecond, second);
      }
      if (order == 0) {
        order = order(from, start, end);
      }
      if (greatest ? order <= 0 : order >= 0) {
        return;
      }
    }
    take(from, start, Math.min(end - start, KEPT), itsPrefix, itsSecond);
  }

  /** Of a text that has the same words, or zeros in their places. */
  private int order(byte[] from, int start, int end) {
    if (end - start == length && length <= Words.SHORT) {
      return 0;
    }
    return Arrays.compareUnsigned(from, start, Math.min(end, start + KEPT), bytes, 0, length);
  }

  void offer(TextExtreme other) {
    if (other.present) {
      offer(other.bytes, 0, other.length, other.prefix, other.second);
    }
  }

  private void take(byte[] from, int start, int count, long itsPrefix, long itsSecond) {
    if (count > bytes.length) {
      bytes = new byte[Math.min(KEPT, 2 * count)];
    }
    System.arraycopy(from, start, bytes, 0, count);
    length = count;
    prefix = itsPrefix;
    second = itsSecond;
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
