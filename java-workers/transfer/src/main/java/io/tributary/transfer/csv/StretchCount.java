package io.tributary.transfer.csv;

import java.util.Arrays;

/**
 * Counts the line ends outside quotes of a whole stretch without a look at single bytes, where that
 * is safe: where each quote opens or closes a field, and no line may be empty. Then a byte is
 * quoted if the quotes up to it are odd in number, of which each word of {@link Lanes} tells for 64
 * bytes. After the way in which D. Lemire and G. Langdale, "Parsing Gigabytes of JSON per Second"
 * (2019), find strings.
 */
final class StretchCount {
  /** Bytes of a stretch. */
  static final int BYTES = Lanes.BYTES;

  private static final long LAST = 1L << 63;
  private static final long LAST_BUT_ONE = LAST >>> Byte.SIZE;

  private final byte delimiter;
  private final int quote;
  private final boolean emptyLines;
  private final Lanes lanes;
  private final long[] delimiters;
  private final long[] quotes;
  private final long[] lineFeeds;
  private final long[] ends;
  private int lineEnds;
  private boolean quoted;

  /** What counts need that are made one after the other. */
  static final class Room {
    private final Lanes lanes = new Lanes();
    private final long[] delimiters = new long[Lanes.WORDS];
    private final long[] quotes = new long[Lanes.WORDS];
    private final long[] lineFeeds = new long[Lanes.WORDS];
    private final long[] ends = new long[Lanes.WORDS];
  }

  /**
   * Nothing counted yet.
   *
   * @param quote negative for none
   * @param emptyLines whether empty lines count as others do
   * @param room others may have it between two stretches
   */
  StretchCount(byte delimiter, int quote, boolean emptyLines, Room room) {
    this.delimiter = delimiter;
    this.quote = quote;
    this.emptyLines = emptyLines;
    this.lanes = room.lanes;
    this.delimiters = room.delimiters;
    this.quotes = room.quotes;
    this.lineFeeds = room.lineFeeds;
    this.ends = room.ends;
  }

  /**
   * Counts the next stretch.
   *
   * @param begun whether its first byte is quoted, or is the quote that closes a field
   * @param opens whether a quote would open a field there otherwise
   * @param lastFeed whether the byte before it is a line feed
   * @param feedBefore whether the byte before that is one
   * @return false: its bytes have to be looked at one by one
   */
  boolean count(
      byte[] bytes, int from, boolean begun, boolean opens, boolean lastFeed, boolean feedBefore) {
    search(bytes, from);
    int parities = parities();
    int starts = quotedStarts(parities, begun);
    quoted = ((starts ^ parities) & 1) != 0;
    long carry = Lanes.ONES * starts;
    // What is before a lane's first word is the last one of the lane before.
    long feedsBehind = (lineFeeds[Lanes.WORDS - 1] >>> 1) & Lanes.LATER;
    feedsBehind |= (lastFeed ? LAST : 0) | (feedBefore ? LAST_BUT_ONE : 0);
    long openersBehind = (openers(Lanes.WORDS - 1) >>> 1) & Lanes.LATER;
    openersBehind |= opens ? LAST : 0;
    long strays = 0;
    long near = 0;
    int count = 0;
    for (int i = 0; i < Lanes.WORDS; i++) {
      long quote = quotes[i];
      long feed = lineFeeds[i];
      long inside = quote ^ quote << 8;
      inside ^= inside << 16;
      inside ^= inside << 32;
      inside ^= carry;
      carry = Lanes.ONES * (inside >>> 56);
      long opener = openers(i);
      strays |= quote & inside & ~(opener << 8 | openersBehind >>> 56);
      openersBehind = opener;
      long end = feed & ~inside;
      near |= end & (feed << 8 | feed << 16 | feedsBehind >>> 56 | feedsBehind >>> 48);
      feedsBehind = feed;
      ends[i] = end;
      count += Long.bitCount(end);
    }
    lineEnds = count;
    return strays == 0 && (near == 0 || emptyLines);
  }

  /** Line ends in the stretch that was counted last. */
  int lineEnds() {
    return lineEnds;
  }

  /** The place in the stretch of the last line end before another place; there must be one. */
  int lastLineEnd(int before) {
    return Lanes.lastBefore(before, ends);
  }

  /** Whether what follows the stretch is quoted. */
  boolean quoted() {
    return quoted;
  }

  private void search(byte[] bytes, int from) {
    lanes.take(bytes, from);
    lanes.search(delimiter, delimiters);
    lanes.search((byte) '\n', lineFeeds);
    if (quote < 0) {
      Arrays.fill(quotes, 0);
    } else {
      lanes.search((byte) quote, quotes);
    }
  }

  /** Bytes behind which a quote opens a field, or goes on with one: if that before closed it. */
  private long openers(int word) {
    return quotes[word] | lineFeeds[word] | delimiters[word];
  }

  /** A bit for each lane: whether its quotes are odd in number. */
  private int parities() {
    long all = 0;
    for (int i = 0; i < Lanes.WORDS; i++) {
      all ^= quotes[i];
    }
    all ^= all >>> 32;
    all ^= all >>> 16;
    return (int) (all ^ all >>> 8) & 0xff;
  }

  /** A bit for each lane: whether it begins quoted. */
  private static int quotedStarts(int parities, boolean begun) {
    int starts = parities >>> 1;
    starts ^= starts >>> 1;
    starts ^= starts >>> 2;
    starts ^= starts >>> 4;
    return begun ? starts ^ 0xff : starts;
  }
}
