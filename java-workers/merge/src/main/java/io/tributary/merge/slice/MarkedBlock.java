package io.tributary.merge.slice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Sixty-four bytes of a buffer at a time, with a bit for each that may mean something to a CSV
 * reader: the delimiter, the quote, a line feed, a carriage return. Such a map of a block costs
 * about a machine instruction a byte, eight bytes in a word at once; what follows looks at marked
 * bytes alone, and a block that several records share is mapped once. After D. Lemire and G.
 * Langdale, "Parsing Gigabytes of JSON per Second" (2019), without vector instructions.
 */
final class MarkedBlock {
  /** Bytes of a block; so many must be readable behind the limit of a buffer. */
  static final int BYTES = Long.SIZE;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = '\n' * ONES;
  private static final long CARRIAGE_RETURNS = '\r' * ONES;
  private static final long BLANKS = ' ' * ONES;

  /** Added to seven bits, sets the eighth from a minus on: digits and letters are above it. */
  private static final long FROM_MINUS = (0x80 - '-') * ONES;

  /** Moves the high bits of a word's bytes to its highest byte, the first byte's to the lowest. */
  private static final long GATHER = 0x0002040810204081L;

  private final long delimiters;
  private final long quotes;

  /** Whether all bytes with a meaning are below a minus and no blank, as commas and quotes are. */
  private final boolean low;

  private byte[] mapped;
  private int base;
  private long marks;
  private long highs;

  /** Bits of the block that belong to the record. */
  private long ofRecord;

  /** High bits of the record in earlier blocks. */
  private long highsBefore;

  /**
   * Nothing mapped yet.
   *
   * @param quote negative for none
   */
  MarkedBlock(byte delimiter, int quote) {
    this.delimiters = (delimiter & 0xff) * ONES;
    // Without quotes: look for line feeds twice, which finds nothing new.
    this.quotes = quote < 0 ? LINE_FEEDS : quote * ONES;
    this.low = isLow(delimiter) && (quote < 0 || isLow(quote));
  }

  private static boolean isLow(int b) {
    return b >= 0 && b < '-' && b != ' ';
  }

  /** Forgets the map: the buffer has other bytes now. */
  void forget() {
    mapped = null;
  }

  /** Turns to a record that begins at a place of a buffer; its marks in the block there. */
  long turnTo(byte[] bytes, int start) {
    if (bytes != mapped || start < base || start >= base + BYTES) {
      map(bytes, start);
    }
    highsBefore = 0;
    ofRecord = -1L << (start - base);
    return marks & ofRecord;
  }

  /** Maps the block behind this one; its marks. */
  long next(byte[] bytes) {
    highsBefore |= highs & ofRecord;
    map(bytes, base + BYTES);
    ofRecord = -1L;
    return marks;
  }

  /** Goes on to a place, at most one block further; the marks from there on. */
  long goTo(byte[] bytes, int place) {
    if (place >= base + BYTES) {
      next(bytes);
    }
    return marks & -1L << (place - base);
  }

  /** Where the block begins in the buffer. */
  int base() {
    return base;
  }

  /** Whether a byte of the record before a place in the block is above 0x7f. */
  boolean highBefore(int place) {
    return (highsBefore | (highs & ofRecord & ~(-1L << (place - base)))) != 0;
  }

  private void map(byte[] bytes, int at) {
    long marked = 0;
    long high = 0;
    for (int word = 0; word < Long.BYTES; word++) {
      long eight = (long) WORD.get(bytes, at + word * Long.BYTES);
      marked |= gather(low ? belowMinus(eight) : meaningful(eight)) << (word * Long.BYTES);
      high |= gather(eight) << (word * Long.BYTES);
    }
    mapped = bytes;
    base = at;
    marks = marked;
    highs = high;
  }

  /** The high bit of each byte below a minus that is no blank, by a third of the instructions. */
  private static long belowMinus(long eight) {
    long fromMinus = ((eight & LOW_BITS) + FROM_MINUS) | eight;
    return ~fromMinus & differ(eight ^ BLANKS);
  }

  /** The high bit of each byte that has a meaning. */
  private long meaningful(long eight) {
    return ~(differ(eight ^ delimiters)
        & differ(eight ^ quotes)
        & differ(eight ^ LINE_FEEDS)
        & differ(eight ^ CARRIAGE_RETURNS));
  }

  /** The high bits of a word's eight bytes, the first byte's lowest. */
  private static long gather(long word) {
    return ((word & HIGH_BITS) * GATHER) >>> (Long.SIZE - Long.BYTES);
  }

  /** The high bit of each byte that is not zero; other bits mean nothing. */
  private static long differ(long difference) {
    return ((difference & LOW_BITS) + LOW_BITS) | difference;
  }
}
