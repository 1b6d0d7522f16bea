package io.tributary.transfer.csv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where a stretch of bytes holds a certain one. The stretch is cut into eight lanes that are looked
 * at side by side: byte b of word w has a bit for byte 8 w + b of each lane, the first lane's
 * highest. One step over words is then one over 64 bytes, and what follows bytes in order (whether
 * they are quoted) needs no bits moved about within words, which is what costs most where no vector
 * instructions are at hand.
 *
 * <p>All happens within one array and over constant distances: of such loops the JVM's compiler
 * makes vector instructions, four words at a time. With a second array it would fear that the two
 * are one.
 */
final class Lanes {
  /** Bytes of a stretch; what is made of them stays in the processor's nearest cache. */
  static final int BYTES = 4096;

  /** Of a stretch: each tells of 64 bytes. */
  static final int WORDS = BYTES / Long.SIZE;

  static final long ONES = 0x0101010101010101L;

  /** All lanes but the first, in each byte. */
  static final long LATER = 0x7f7f7f7f7f7f7f7fL;

  private static final int TWO_LANES = 2 * WORDS;
  private static final int FOUR_LANES = 4 * WORDS;
  private static final int SIX_LANES = 6 * WORDS;
  private static final int ALL_LANES = 8 * WORDS;
  private static final long HIGHS = 0x8080808080808080L;

  /** The stretch, and behind it two words for each of the answer. */
  private final long[] words = new long[ALL_LANES + TWO_LANES];

  /** Takes {@link #BYTES} bytes. */
  void take(byte[] bytes, int from) {
    ByteBuffer.wrap(bytes, from, BYTES)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(words, 0, ALL_LANES);
  }

  /**
   * Finds a byte among those taken.
   *
   * @param found gets {@link #WORDS} words
   */
  void search(byte wanted, long[] found) {
    search(words, ONES * (wanted & 0xff));
    for (int i = 0; i < WORDS; i++) {
      found[i] = ~(words[ALL_LANES + i] | words[ALL_LANES + WORDS + i] >>> 1);
    }
  }

  /** The last place before another that was found; there must be one. */
  static int lastBefore(int place, long[] found) {
    int last = place - 1;
    int word = last / Long.BYTES;
    long bits = lane(word, found) << ((Long.BYTES - 1 - last % Long.BYTES) * Byte.SIZE);
    int behind = last;
    while (bits == 0) {
      behind = word * Long.BYTES - 1;
      word--;
      bits = lane(word, found);
    }
    return behind - Long.numberOfLeadingZeros(bits) / Byte.SIZE;
  }

  /** One lane's bits of eight bytes in a row, by their place in the stretch. */
  private static long lane(int word, long[] found) {
    return found[word % WORDS] & (HIGHS >>> (word / WORDS));
  }

  /**
   * Marks what is not wanted: of lanes 0, 2, 4 and 6 in the first half of the words behind the
   * stretch, of the others in the second.
   */
  private static void search(long[] words, long wanted) {
    for (int i = 0; i < TWO_LANES; i++) {
      long a = words[i] ^ wanted;
      long b = words[i + TWO_LANES] ^ wanted;
      long c = words[i + FOUR_LANES] ^ wanted;
      long d = words[i + SIX_LANES] ^ wanted;
      // Of a byte, its low bits and 0x7f, or itself, have the high bit unless it is zero.
      words[i + ALL_LANES] =
          ((((a & LATER) + LATER) | a) & HIGHS)
              | ((((b & LATER) + LATER) | b) & HIGHS) >>> 2
              | ((((c & LATER) + LATER) | c) & HIGHS) >>> 4
              | ((((d & LATER) + LATER) | d) & HIGHS) >>> 6;
    }
  }
}
