package io.tributary.transfer.csv;

import io.tributary.core.config.CsvDialect;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Counts the records behind a member's header, at several bytes a cycle and yet exactly:
 *
 * <ul>
 *   <li>Whole stretches of plain records are counted without a look at single bytes.
 *   <li>Elsewhere, outside quotes only a quote or a line end can matter, inside them only a quote,
 *       so the scan jumps from one such byte to the next, eight bytes a step.
 *   <li>What a quote or line end means follows from the one or two bytes before it: a quote opens a
 *       field right behind a delimiter or line end, continues one right behind its closing quote
 *       (escaped), and is a stray elsewhere; a line end right behind another ends an empty line.
 * </ul>
 *
 * <p>A stray quote makes its record malformed, which is merge's business: it neither opens nor
 * closes anything, so it does not change where records end.
 */
public final class RecordCounter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  /** In members with a stray quote in each stretch, one of sixteen is tried. */
  private static final int MOST_FAILED = 4;

  private final byte delimiter;
  private final byte quote;
  private final boolean quotes;
  private final boolean carriageReturns;
  private final boolean emptyLines;

  /** Counts whole stretches; not where it takes a look at carriage returns. */
  private final StretchCount stretch;

  /** Stretches in a row that could not be counted as a whole, as far as that matters. */
  private int failed;

  /** Stretches to come for which that is not even tried. */
  private int passedBy;

  private boolean quoted;

  /** Absolute place of the quote that closed a field last; only the byte right behind cares. */
  private long closed;

  private long records;
  private long lastBegin;
  private long lastEnd;
  private long offset;

  /** The last two bytes of the piece before; a member begins as if behind a line end. */
  private byte last;

  private byte lastButOne;

  /**
   * Counts nothing yet.
   *
   * @param carriageReturns whether a lone {@code \r} ends records
   * @param emptyLines whether an empty line is a record: in one-column members
   * @param room for one counter at a time
   */
  public RecordCounter(CsvDialect dialect, boolean carriageReturns, boolean emptyLines, Room room) {
    this.delimiter = (byte) dialect.delimiter();
    this.quotes = dialect.quote() != CsvDialect.NO_QUOTE;
    this.quote = (byte) (quotes ? dialect.quote() : '\n');
    this.carriageReturns = carriageReturns;
    this.emptyLines = emptyLines;
    this.last = '\n';
    this.closed = -1;
    this.stretch = new StretchCount(delimiter, quotes ? quote : -1, emptyLines, room.lanes);
  }

  /** Memory that is worth keeping from member to member. */
  public static final class Room {
    private final StretchCount.Room lanes = new StretchCount.Room();
  }

  /** Counts on over {@code bytes[from, to)}. */
  public void accept(byte[] bytes, int from, int to) {
    if (from >= to) {
      return;
    }
    int at = from;
    while (to - at >= StretchCount.BYTES && !carriageReturns) {
      int end = at + StretchCount.BYTES;
      if (passedBy > 0) {
        passedBy--;
        walk(bytes, from, at, end);
      } else if (leap(bytes, from, at)) {
        failed = 0;
      } else {
        walk(bytes, from, at, end);
        passedBy = (1 << failed) - 1;
        failed = Math.min(failed + 1, MOST_FAILED);
      }
      at = end;
    }
    walk(bytes, from, at, to);
    lastButOne = to - from > 1 ? bytes[to - 2] : last;
    last = bytes[to - 1];
    offset += to - from;
  }

  /** Counts a whole stretch at once, if it can be. */
  private boolean leap(byte[] bytes, int from, int at) {
    byte before = before(bytes, from, at);
    long base = offset - from + at;
    boolean opens = base == closed + 1 || before == delimiter || before == '\n';
    boolean feedBefore = beforeThat(bytes, from, at) == '\n';
    if (!stretch.count(bytes, at, quoted, opens, before == '\n', feedBefore)) {
      return false;
    }
    if (stretch.lineEnds() > 0) {
      int end = stretch.lastLineEnd(StretchCount.BYTES);
      lastBegin = stretch.lineEnds() > 1 ? base + stretch.lastLineEnd(end) + 1 : lastEnd;
      lastEnd = base + end + 1;
      records += stretch.lineEnds();
    }
    quoted = stretch.quoted();
    int behind = StretchCount.BYTES;
    closed = quotes && !quoted && bytes[at + behind - 1] == quote ? base + behind - 1 : closed;
    return true;
  }

  /** Counts from one byte that may matter to the next. */
  private void walk(byte[] bytes, int from, int begin, int to) {
    long base = offset - from;
    int at = begin;
    while (at < to) {
      if (quoted) {
        at = find(bytes, at, to, quote, quote);
        if (at < to) {
          quoted = false;
          closed = base + at;
        }
      } else {
        at = carriageReturns ? findAny(bytes, at, to) : find(bytes, at, to, quote, (byte) '\n');
        if (at < to) {
          meet(bytes, from, at, base + at);
        }
      }
      at++;
    }
  }

  /** Ends the member and gives the number of its records. */
  public long finish() {
    boolean ended = last == '\n' || (carriageReturns && last == '\r');
    if (quoted || !ended) {
      records++;
      lastBegin = lastEnd;
      quoted = false;
      last = '\n';
    }
    return records;
  }

  /** Where the last record of an ended member begins, empty lines before it included. */
  public long lastRecord() {
    return lastBegin;
  }

  private void meet(byte[] bytes, int from, int at, long place) {
    byte before = before(bytes, from, at);
    byte met = bytes[at];
    if (quotes && met == quote) {
      quoted = place == closed + 1 || before == delimiter || endsLine(before);
    } else if (carriageReturns) {
      if (met == '\r' || before != '\r') {
        count(endsLine(before), place);
      }
    } else {
      boolean empty = before == '\r' && beforeThat(bytes, from, at) == '\n';
      count(before == '\n' || empty, place);
    }
  }

  private byte before(byte[] bytes, int from, int at) {
    return at > from ? bytes[at - 1] : last;
  }

  private byte beforeThat(byte[] bytes, int from, int at) {
    return at > from + 1 ? bytes[at - 2] : at > from ? last : lastButOne;
  }

  private void count(boolean empty, long place) {
    if (!empty || emptyLines) {
      records++;
      lastBegin = lastEnd;
      lastEnd = place + 1;
    }
  }

  private boolean endsLine(byte b) {
    return b == '\n' || (carriageReturns && b == '\r');
  }

  /** The first place in {@code [at, to)} that holds one of two bytes; {@code to}: none does. */
  private static int find(byte[] bytes, int at, int to, byte one, byte other) {
    long ones = ONES * (one & 0xff);
    long others = ONES * (other & 0xff);
    int i = at;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long word = (long) LONGS.get(bytes, i);
      long a = word ^ ones;
      long b = word ^ others;
      // Bytes above the first match may be marked wrongly; the lowest mark is always right.
      long marks = (((a - ONES) & ~a) | ((b - ONES) & ~b)) & HIGHS;
      if (marks != 0) {
        return i + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
    while (i < to && bytes[i] != one && bytes[i] != other) {
      i++;
    }
    return i;
  }

  private int findAny(byte[] bytes, int at, int to) {
    int i = at;
    while (i < to && bytes[i] != quote && bytes[i] != '\n' && bytes[i] != '\r') {
      i++;
    }
    return i;
  }
}
