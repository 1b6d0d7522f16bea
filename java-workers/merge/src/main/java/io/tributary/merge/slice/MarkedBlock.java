package io.tributary.merge.slice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Sixty-four bytes of a buffer at a time, with a bit for each that may mean something to a CSV
 * reader: the delimiter, the quote, a line feed, a carriage return. What follows looks at marked
 * bytes alone, and a block that several records share is mapped once. After D. Lemire and G.
 * Langdale, "Parsing Gigabytes of JSON per Second" (2019): bytes are compared a stretch at a time
 * in a loop that the JVM's compiler turns into vector instructions, and the results of a block are
 * gathered into bits eight bytes at a time.
 */
final class MarkedBlock {
  /** Bytes of a block; so many must be readable behind the limit of a buffer. */
  static final int BYTES = Long.SIZE;

  /** Bytes that are compared at once: their flags stay in the processor's nearest cache. */
  private static final int STRETCH = 4096;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** Moves the high bits of a word's bytes to its highest byte, the first byte's to the lowest. */
  private static final long GATHER = 0x0002040810204081L;

  private final byte delimiter;
  private final byte quote;

  /** Whether all bytes with a meaning are below a minus and no blank, as commas and quotes are. */
  private final boolean low;

  /** The high bit says of each byte of the stretch whether it has a meaning. */
  private final byte[] flags;

  /** Where the stretch begins and ends in the buffer; it is empty when nothing is mapped. */
  private int flagsFrom;

  private int flagsTo;

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
   * @param flags of {@link #room}; others may have it as long as this one is told to {@link
   *     #forget} before it goes on
   */
  MarkedBlock(byte delimiter, int quote, byte[] flags) {
    this.flags = flags;
    this.delimiter = delimiter;
    // Without quotes: look for line feeds twice, which finds nothing new.
    this.quote = (byte) (quote < 0 ? '\n' : quote);
    this.low = isLow(delimiter) && (quote < 0 || isLow(quote));
  }

  /** What maps need that are made one after the other. */
  static byte[] room() {
    return new byte[STRETCH];
  }

  private static boolean isLow(int b) {
    return b >= 0 && b < '-' && b != ' ';
  }

  /** Forgets the map: the buffer has other bytes now. */
  void forget() {
    mapped = null;
    flagsTo = 0;
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
    if (bytes != mapped || at < flagsFrom || at + BYTES > flagsTo) {
      flag(bytes, at);
    }
    long marked = 0;
    long any = 0;
    for (int word = 0; word < BYTES; word += Long.BYTES) {
      marked |= gather((long) WORD.get(flags, at - flagsFrom + word)) << word;
      any |= (long) WORD.get(bytes, at + word);
    }
    mapped = bytes;
    base = at;
    marks = marked;
    highs = (any & HIGH_BITS) == 0 ? 0 : highs(bytes, at);
  }

  private static long highs(byte[] bytes, int at) {
    long high = 0;
    for (int word = 0; word < BYTES; word += Long.BYTES) {
      high |= gather((long) WORD.get(bytes, at + word)) << word;
    }
    return high;
  }

  private void flag(byte[] bytes, int from) {
    int length = Math.min(STRETCH, bytes.length - from);
    // In place: with a second array the compiler would fear that the two are one.
    System.arraycopy(bytes, from, flags, 0, length);
    if (low) {
      belowMinus(flags);
    } else {
      meaningful(flags, delimiter, quote);
    }
    flagsFrom = from;
    flagsTo = from + length;
  }

  /** Leaves the high bit of each byte below a minus that is no blank. */
  private static void belowMinus(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((bytes[i] - '-') & ~bytes[i] & ~((bytes[i] ^ ' ') - 1));
    }
  }

  /** Leaves the high bit of each byte that has a meaning. */
  private static void meaningful(byte[] bytes, byte delimiter, byte quote) {
    for (int i = 0; i < bytes.length; i++) {
      int ofDelimiter = bytes[i] ^ delimiter;
      int ofQuote = bytes[i] ^ quote;
      int ofLineFeed = bytes[i] ^ '\n';
      int ofReturn = bytes[i] ^ '\r';
      // Of a byte, less one and not itself has the high bit for zero alone.
      bytes[i] =
          (byte)
              (((ofDelimiter - 1) & ~ofDelimiter)
                  | ((ofQuote - 1) & ~ofQuote)
                  | ((ofLineFeed - 1) & ~ofLineFeed)
                  | ((ofReturn - 1) & ~ofReturn));
    }
  }

  /** The high bits of a word's eight bytes, the first byte's lowest. */
  private static long gather(long word) {
    return ((word & HIGH_BITS) * GATHER) >>> (Long.SIZE - Long.BYTES);
  }
}
