package io.tributary.transfer.csv;

import io.tributary.core.config.CsvDialect;

/** The record grammar as one plain state machine, byte by byte over a whole member. */
final class PlainRecordCount {
  private enum State {
    RECORD_START,
    FIELD_START,
    UNQUOTED,
    QUOTED,
    CLOSED
  }

  private PlainRecordCount() {}

  static long of(byte[] bytes, CsvDialect dialect, boolean carriageReturns, boolean emptyLines) {
    boolean quotes = dialect.quote() != CsvDialect.NO_QUOTE;
    long records = 0;
    State state = State.RECORD_START;
    int at = 0;
    while (at < bytes.length) {
      char b = (char) (bytes[at] & 0xff);
      boolean quote = quotes && b == dialect.quote();
      if (state == State.QUOTED) {
        state = quote ? State.CLOSED : State.QUOTED;
        at++;
        continue;
      }
      int end = lineEnd(bytes, at, carriageReturns);
      if (end > 0) {
        if (state != State.RECORD_START || emptyLines) {
          records++;
        }
        state = State.RECORD_START;
        at += end;
        continue;
      }
      state =
          switch (state) {
            case RECORD_START, FIELD_START ->
                quote
                    ? State.QUOTED
                    : b == dialect.delimiter() ? State.FIELD_START : State.UNQUOTED;
            case CLOSED ->
                quote
                    ? State.QUOTED
                    : b == dialect.delimiter() ? State.FIELD_START : State.UNQUOTED;
            default -> b == dialect.delimiter() ? State.FIELD_START : State.UNQUOTED;
          };
      at++;
    }
    return state == State.RECORD_START ? records : records + 1;
  }

  /** The length of the line end at a place outside quotes; 0: there is none. */
  private static int lineEnd(byte[] bytes, int at, boolean carriageReturns) {
    if (bytes[at] == '\n') {
      return 1;
    }
    if (bytes[at] != '\r') {
      return 0;
    }
    if (at + 1 < bytes.length && bytes[at + 1] == '\n') {
      return 2;
    }
    return carriageReturns ? 1 : 0;
  }
}
