package io.tributary.merge.slice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are UTF-8: no surrogates, no overlong forms, nothing above U+10FFFF. */
final class Utf8 {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** The bits that tell a sequence of three bytes, and how they are then. */
  private static final int THREE_MARKS = 0xc0c0f0;

  private static final int THREE = 0x8080e0;

  /** Upper five bits of a character that fewer bytes can say, and of what is no character. */
  private static final int OVERLONG = 0;

  private static final int SURROGATES = 0xd800 >>> 11;

  private Utf8() {}

  static boolean valid(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (at + Long.BYTES <= to) {
        long high = (long) WORD.get(bytes, at) & HIGH_BITS;
        if (high == 0) {
          at += Long.BYTES;
          continue;
        }
        at = threes(bytes, at + (Long.numberOfTrailingZeros(high) >>> 3), to);
      }
      int length = sequence(bytes, at, to);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** The place behind valid sequences of three bytes, as most of Korean and Chinese has. */
  private static int threes(byte[] bytes, int from, int to) {
    int at = from;
    while (at + Integer.BYTES <= to) {
      int four = (int) INT.get(bytes, at);
      if ((four & THREE_MARKS) != THREE) {
        return at;
      }
      int upperFive = (four & 0xf) << 1 | (four >>> 13 & 1); // of the sixteen of a character
      if (upperFive == OVERLONG || upperFive == SURROGATES) {
        return at;
      }
      at += 3;
    }
    return at;
  }

  /** Bytes of the valid sequence that begins at a place; 0 when there is none. */
  static int sequence(byte[] bytes, int at, int to) {
    int first = bytes[at];
    if (first >= 0) {
      return 1;
    }
    first &= 0xff;
    if (first < 0xc2 || first > 0xf4 || at + 1 >= to) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    if (first < 0xe0) {
      return continues(second) ? 2 : 0;
    }
    if (!secondFits(first, second) || at + 2 >= to || !continues(bytes[at + 2])) {
      return 0;
    }
    if (first < 0xf0) {
      return 3;
    }
    return at + 3 < to && continues(bytes[at + 3]) ? 4 : 0;
  }

  private static boolean secondFits(int first, int second) {
    return switch (first) {
      case 0xe0 -> second >= 0xa0 && second <= 0xbf;
      case 0xed -> second >= 0x80 && second <= 0x9f;
      case 0xf0 -> second >= 0x90 && second <= 0xbf;
      case 0xf4 -> second >= 0x80 && second <= 0x8f;
      default -> continues(second);
    };
  }

  private static boolean continues(int b) {
    return (b & 0xc0) == 0x80;
  }
}
