package io.tributary.merge.slice;

import java.util.Arrays;

/**
 * Finds the end of one record and of its fields. Bytes outside quotes: {@code \n} and {@code \r\n}
 * end records, a lone {@code \r} only in a member whose header ended so. A quote where a field
 * begins opens a quoted field, any other is stray: it makes the record malformed and quotes
 * nothing, so that it swallows no line.
 *
 * <p>Well-formed records within one buffer are found by the marks of {@link MarkedBlock}; whatever
 * that cannot decide goes through a machine of single bytes that can be stopped at any of them and
 * go on in another buffer. All positions are relative to the record's first byte.
 */
final class RecordScanner {
  /** Bytes that must be readable, whatever they are, behind the limit of a scanned buffer. */
  static final int SLACK = MarkedBlock.BYTES;

  private static final int NO_BYTE = Integer.MIN_VALUE;

  /** Where the machine of single bytes stands. */
  private enum State {
    FIELD_START,
    UNQUOTED,
    QUOTED,
    /** Behind a quote within a quoted field: its end, or the first of two. */
    CLOSED,
    /** Behind a carriage return outside quotes. */
    RETURNED
  }

  private final byte delimiter;
  private final int quote;
  private final boolean returnsEnd;
  private final MarkedBlock block;

  private int[] ends = new int[64];
  private int fields;
  private State state;
  private State beforeReturn;
  private int scanned;
  private boolean counting;

  /** Whether the byte before was a carriage return in quotes that counts as a line end. */
  private boolean innerReturn;

  private int length;
  private int consumed;
  private int innerLines;
  private long quotedFields;
  private boolean stray;
  private boolean unterminated;
  private boolean loneReturn;
  private boolean nonAscii;

  /**
   * A scanner for one dialect.
   *
   * @param delimiter between fields
   * @param quote or a negative number for none
   * @param returnsEnd whether a lone carriage return ends a record
   * @param room of {@link MarkedBlock#room}, for all scanners that are told {@link #moved} before
   *     they go on where another was
   */
  RecordScanner(byte delimiter, int quote, boolean returnsEnd, byte[] room) {
    this.delimiter = delimiter;
    this.quote = quote < 0 ? NO_BYTE : quote;
    this.returnsEnd = returnsEnd;
    this.block = new MarkedBlock(delimiter, quote, room);
  }

  /** Forgets what the buffer held: it has been filled anew, or is another one. */
  void moved() {
    block.forget();
  }

  /** Forgets the record before: the next scan is at a record's first byte. */
  void begin() {
    fields = 0;
    state = State.FIELD_START;
    scanned = 0;
    counting = true;
    innerLines = 0;
    innerReturn = false;
    quotedFields = 0;
    stray = false;
    unterminated = false;
    loneReturn = false;
    nonAscii = false;
  }

  /**
   * Scans on.
   *
   * @param start where the record begins in the buffer
   * @param limit end of the readable bytes; {@link #SLACK} more must be in the array
   * @param last whether the member ends at the limit
   * @return whether the record is complete; else more bytes are needed
   */
  boolean scan(byte[] bytes, int start, int limit, boolean last) {
    if (counting && scanned == 0 && state == State.FIELD_START) {
      if (scanMarks(bytes, start, limit)) {
        return true;
      }
      begin();
    }
    return scanBytes(bytes, start, limit, last);
  }

  /**
   * Lets the bytes scanned so far go, all but a carriage return whose meaning is open, and stops
   * counting fields: the next scan begins behind them.
   *
   * @return how many bytes may go
   */
  int release() {
    counting = false;
    fields = 0;
    int kept = state == State.RETURNED ? 1 : 0;
    int released = scanned - kept;
    scanned = kept;
    return released;
  }

  /** Keeps what it counts in local variables: fields of an object cost a store each time. */
  private boolean scanMarks(byte[] bytes, int start, int limit) {
    int[] places = ends;
    int count = 0;
    int fieldStart = start;
    long marks = block.turnTo(bytes, start);
    int base = block.base();
    while (true) {
      while (marks != 0) {
        int hit = base + Long.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        if (hit >= limit) {
          return false;
        }
        byte found = bytes[hit];
        if (found == delimiter) {
          if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
            ends = places;
          }
          places[count] = hit - start;
          count++;
          fieldStart = hit + 1;
        } else if (found == '\n') {
          return found(count, hit, hit + 1, start);
        } else if (found == '\r') {
          return !returnsEnd
              && hit + 1 < limit
              && bytes[hit + 1] == '\n'
              && found(count, hit, hit + 2, start);
        } else if (found == quote) {
          int behind = hit == fieldStart ? closing(bytes, hit + 1, limit) : -1;
          if (behind < 0) {
            return false;
          }
          quotedFields |= 1L << count;
          marks = block.goTo(bytes, behind);
          base = block.base();
        }
      }
      if (base + MarkedBlock.BYTES >= limit) {
        return false;
      }
      marks = block.next(bytes);
      base = block.base();
    }
  }

  private boolean found(int delimiters, int end, int next, int start) {
    fields = delimiters;
    nonAscii = block.highBefore(end);
    complete(end - start, next - start);
    return true;
  }

  /** The place behind a quoted field's closing quote, or -1 when that is not for marks to say. */
  private int closing(byte[] bytes, int from, int limit) {
    long marks = block.goTo(bytes, from);
    while (true) {
      while (marks != 0) {
        int hit = block.base() + Long.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        if (hit >= limit) {
          return -1;
        }
        byte found = bytes[hit];
        if (found == '\n') {
          innerLines++;
        } else if (found == '\r' && returnsEnd) {
          return -1;
        } else if (found == quote) {
          if (hit + 1 >= limit) {
            return -1;
          }
          byte behind = bytes[hit + 1];
          if (behind == delimiter || behind == '\n' || (behind == '\r' && !returnsEnd)) {
            return behind == '\r' && (hit + 2 >= limit || bytes[hit + 2] != '\n') ? -1 : hit + 1;
          }
          if (behind != quote) {
            return -1;
          }
          marks = block.goTo(bytes, hit + 2);
        }
      }
      if (block.base() + MarkedBlock.BYTES >= limit) {
        return -1;
      }
      marks = block.next(bytes);
    }
  }

  private boolean scanBytes(byte[] bytes, int start, int limit, boolean last) {
    int at = start + scanned;
    while (at < limit) {
      byte b = bytes[at];
      switch (state) {
        case FIELD_START -> {
          if (b == quote) {
            state = State.QUOTED;
            quotedFields |= 1L << fields;
          } else if (plain(b, at - start)) {
            return true;
          }
        }
        case UNQUOTED -> {
          if (b == quote) {
            stray = true;
          } else if (plain(b, at - start)) {
            return true;
          }
        }
        case QUOTED -> quotedByte(b);
        case CLOSED -> {
          if (b == quote) {
            state = State.QUOTED;
          } else {
            stray |= b != delimiter && b != '\n' && b != '\r';
            if (plain(b, at - start)) {
              return true;
            }
          }
        }
        case RETURNED -> {
          if (b == '\n' || returnsEnd) {
            complete(at - 1 - start, at - start + (b == '\n' ? 1 : 0));
            return true;
          }
          returnIsData();
          continue;
        }
        default -> throw new IllegalStateException(state.name());
      }
      nonAscii |= b < 0;
      at++;
    }
    scanned = limit - start;
    return last && endMember();
  }

  /** A byte outside quotes that is no quote; true when it completes the record. */
  private boolean plain(byte b, int position) {
    if (b == delimiter) {
      endField(position);
      state = State.FIELD_START;
    } else if (b == '\n') {
      complete(position, position + 1);
      return true;
    } else if (b == '\r') {
      beforeReturn = state;
      state = State.RETURNED;
    } else {
      state = State.UNQUOTED;
    }
    return false;
  }

  private void quotedByte(byte b) {
    if (b == quote) {
      state = State.CLOSED;
    } else if (b == '\n') {
      innerLines += innerReturn ? 0 : 1;
    } else if (b == '\r' && returnsEnd) {
      innerLines++;
    }
    innerReturn = b == '\r' && returnsEnd;
  }

  /** The carriage return just before ended nothing. */
  private void returnIsData() {
    if (beforeReturn == State.CLOSED) {
      stray = true;
    } else {
      loneReturn = true;
    }
    state = State.UNQUOTED;
  }

  private boolean endMember() {
    if (state == State.RETURNED) {
      if (returnsEnd) {
        complete(scanned - 1, scanned);
        return true;
      }
      returnIsData();
    }
    unterminated = state == State.QUOTED;
    complete(scanned, scanned);
    return true;
  }

  private void endField(int position) {
    if (counting) {
      if (fields == ends.length) {
        ends = Arrays.copyOf(ends, 2 * fields);
      }
      ends[fields] = position;
      fields++;
    }
  }

  private void complete(int contentLength, int withLineEnd) {
    endField(contentLength);
    length = contentLength;
    consumed = withLineEnd;
  }

  /** Bytes of the record without its line end. */
  int length() {
    return length;
  }

  /** Bytes of the record with its line end. */
  int consumed() {
    return consumed;
  }

  /** Bytes looked at since the record's first byte, or since the last release. */
  int scanned() {
    return scanned;
  }

  int fields() {
    return fields;
  }

  /** Where each field ends: its delimiter's place, for the last the record's length. */
  int[] ends() {
    return ends;
  }

  /** Line breaks within the record's quoted fields. */
  int innerLines() {
    return innerLines;
  }

  /** The fields that are quoted: a bit for each, one more round for each 64 of them. */
  long quotedFields() {
    return quotedFields;
  }

  boolean stray() {
    return stray;
  }

  boolean unterminated() {
    return unterminated;
  }

  /** Whether an unquoted field has a carriage return. */
  boolean loneReturn() {
    return loneReturn;
  }

  /** Whether a byte of the record may be above 0x7f. */
  boolean nonAscii() {
    return nonAscii;
  }
}
