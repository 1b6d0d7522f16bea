package io.tributary.merge.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads values eight bytes at a time, and hashes them. */
public final class Words {
  /** Values of so many bytes are told by two words and their length. */
  public static final int SHORT = 2 * Long.BYTES;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // Odd, without a pattern: the fractional digits of pi.
  private static final long FIRST = 0x243f6a8885a308d3L;
  private static final long SECOND = 0x13198a2e03707345L;
  private static final long THIRD = 0xa4093822299f31d1L;

  private Words() {}

  /** The first eight bytes, the first of them lowest; zeros behind a shorter value. */
  public static long first(byte[] bytes, int from, int length) {
    if (length >= Long.BYTES) {
      return (long) WORD.get(bytes, from);
    }
    if (from + Long.BYTES <= bytes.length) {
      return (long) WORD.get(bytes, from) & ~(-1L << (Byte.SIZE * length));
    }
    long word = 0;
    for (int i = length - 1; i >= 0; i--) {
      word = word << Byte.SIZE | (bytes[from + i] & 0xff);
    }
    return word;
  }

  /** The second eight bytes, likewise; 0 of a value that has no more than eight. */
  static long second(byte[] bytes, int from, int length) {
    return length > Long.BYTES
        ? first(bytes, from + Long.BYTES, Math.min(length - Long.BYTES, Long.BYTES))
        : 0;
  }

  /** The last eight bytes of a value that has more; else 0. */
  public static long last(byte[] bytes, int to, int length) {
    return length > Long.BYTES ? (long) WORD.get(bytes, to - Long.BYTES) : 0;
  }

  /**
   * The value of at most {@link #SHORT} bytes of which these are {@link #first} and {@link #last}.
   */
  static byte[] bytes(long first, long last, int length) {
    byte[] bytes = new byte[SHORT];
    WORD.set(bytes, 0, first);
    if (length > Long.BYTES) {
      WORD.set(bytes, length - Long.BYTES, last);
    }
    return bytes;
  }

  /** The hash of a value of at most {@link #SHORT} bytes. */
  public static long hash(long first, long last, int length) {
    return finished(mixed(first ^ FIRST, last ^ SECOND ^ length));
  }

  /** The hash of a value. */
  public static long hash(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length <= SHORT) {
      return hash(first(bytes, from, length), last(bytes, to, length), length);
    }
    long hash = length;
    int behind = to - SHORT;
    for (int at = from; at < behind; at += SHORT) {
      hash = mixed(word(bytes, at) ^ FIRST, word(bytes, at + Long.BYTES) ^ SECOND ^ hash);
    }
    hash = mixed(word(bytes, behind) ^ FIRST, word(bytes, to - Long.BYTES) ^ SECOND ^ hash);
    return finished(hash ^ THIRD);
  }

  private static long word(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }

  /** Both halves of the product, folded: each bit of the factors moves about half of the result. */
  private static long mixed(long a, long b) {
    return (a * b) ^ Math.multiplyHigh(a, b);
  }

  /** The end of MurmurHash3: all bits of the result depend on all bits. */
  private static long finished(long hash) {
    long mixing = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixing = (mixing ^ (mixing >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixing ^ (mixing >>> 33);
  }
}
