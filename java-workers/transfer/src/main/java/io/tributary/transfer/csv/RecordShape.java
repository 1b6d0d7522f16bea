package io.tributary.transfer.csv;

import io.tributary.core.config.CsvDialect;

/**
 * Follows the records behind a member's header byte by byte, as {@link RecordCounter} does in
 * leaps, and knows how many fields each has. For the few records that a header is judged by.
 */
final class RecordShape {
  private final byte delimiter;
  private final byte quote;
  private final boolean quotes;
  private final boolean carriageReturns;
  private final boolean emptyLines;
  private State state = State.BEGIN;
  private int fields;
  private boolean malformed;

  private enum State {
    /** Nothing of a record; what the one before was like can be asked. */
    BEGIN,
    /** A carriage return, and nothing else of a record. */
    RETURN,
    /** Nothing of a field but the delimiter before it. */
    FIELD,
    PLAIN,
    QUOTED,
    /** Behind a quote that closes a field, or is the first of two. */
    CLOSED,
    CLOSED_RETURN
  }

  RecordShape(CsvDialect dialect, MemberHeader header) {
    this.delimiter = (byte) dialect.delimiter();
    this.quotes = dialect.quote() != CsvDialect.NO_QUOTE;
    this.quote = (byte) dialect.quote();
    this.carriageReturns = header.carriageReturns();
    this.emptyLines = header.columns().size() == 1;
  }

  /** Takes a byte; true: a record ended with it. */
  boolean take(byte b) {
    if (state == State.QUOTED) {
      state = b == quote ? State.CLOSED : State.QUOTED;
      return false;
    }
    if (state == State.BEGIN) {
      fields = 1;
      malformed = false;
    }
    boolean nothing = state == State.BEGIN || state == State.RETURN;
    if (b == '\n' || (carriageReturns && b == '\r')) {
      state = State.BEGIN;
      return !nothing || emptyLines;
    }
    if (b == delimiter) {
      malformed |= state == State.CLOSED_RETURN;
      fields++;
      state = State.FIELD;
    } else if (quotes && b == quote) {
      quote();
    } else if (b == '\r' && (state == State.BEGIN || state == State.CLOSED)) {
      state = nothing ? State.RETURN : State.CLOSED_RETURN;
    } else {
      malformed |= state == State.CLOSED || state == State.CLOSED_RETURN;
      state = State.PLAIN;
    }
    return false;
  }

  /** The member has ended; true: so did a record. */
  boolean finish() {
    boolean ended = state != State.BEGIN;
    malformed |= state == State.QUOTED;
    state = State.BEGIN;
    return ended;
  }

  /** Fields of the record that ended last; 0: it is malformed. */
  int fields() {
    return malformed ? 0 : fields;
  }

  private void quote() {
    boolean opens = state == State.BEGIN || state == State.FIELD || state == State.CLOSED;
    malformed |= !opens;
    state = opens ? State.QUOTED : State.PLAIN;
  }
}
