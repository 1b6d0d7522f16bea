package io.tributary.transfer.csv;

import io.tributary.core.config.CsvDialect;
import io.tributary.core.document.RefusalReason;
import io.tributary.transfer.archive.RefusedException;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Takes a member's first bytes until its header is complete. A byte-order mark and line ends in
 * front of the header belong to nothing.
 */
public final class HeaderSplitter {
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final CsvDialect dialect;
  private final int maximumBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
  private State state = State.MARK;
  private int marked;
  private boolean quoted;

  /** Whether a quote right here opens a field, or continues one that a quote closed just before. */
  private boolean opening = true;

  private Optional<MemberHeader> header = Optional.empty();
  private long blankLines;
  private boolean afterReturn;

  private enum State {
    MARK,
    BLANK,
    LINE,
    CARRIAGE_RETURN,
    DONE
  }

  /** Waits for the first byte of a member in UTF-8. */
  public HeaderSplitter(CsvDialect dialect, int maximumBytes) {
    this.dialect = dialect;
    this.maximumBytes = maximumBytes;
  }

  /**
   * Takes bytes until the header is complete.
   *
   * @return the first place in {@code [from, to)} behind the header; {@code to}: there is none yet
   * @throws RefusedException when the member cannot be accepted with this header
   */
  public int accept(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && state != State.DONE) {
      if (take(bytes[at])) {
        at++;
      }
    }
    return at;
  }

  /** The header, once it is complete; a member without one has no records either. */
  public Optional<MemberHeader> header() {
    return header;
  }

  /** Empty lines in front of the header. */
  public long blankLines() {
    return blankLines;
  }

  /** The member has ended: what it has of a header is all of it. */
  public void finish() {
    if (state == State.MARK) {
      line.write(MARK, 0, marked);
    }
    if (quoted) {
      throw new RefusedException(
          RefusalReason.MALFORMED_HEADER, "the header has a quote that nothing closes");
    }
    if (state != State.DONE && line.size() > 0) {
      end(state == State.CARRIAGE_RETURN);
    }
  }

  /** Takes a byte; false: it is to be looked at once more in the new state. */
  private boolean take(byte b) {
    switch (state) {
      case MARK -> {
        if (b != MARK[marked]) {
          line.write(MARK, 0, marked);
          opening = marked == 0;
          state = marked == 0 ? State.BLANK : State.LINE;
          return false;
        }
        marked++;
        state = marked == MARK.length ? State.BLANK : State.MARK;
      }
      case BLANK -> {
        if (b != '\n' && b != '\r') {
          state = State.LINE;
          return false;
        }
        blankLines += b == '\n' && afterReturn ? 0 : 1;
        afterReturn = b == '\r';
      }
      case LINE -> line(b);
      case CARRIAGE_RETURN -> {
        end(b != '\n');
        return b == '\n';
      }
      case DONE -> throw new IllegalStateException("the header is complete");
    }
    return true;
  }

  private void line(byte b) {
    if (!quoted && b == '\n') {
      end(false);
      return;
    }
    if (!quoted && b == '\r') {
      state = State.CARRIAGE_RETURN;
      return;
    }
    if (dialect.quote() != CsvDialect.NO_QUOTE && b == (byte) dialect.quote()) {
      boolean closes = quoted;
      quoted = !quoted && opening;
      opening = closes;
    } else {
      opening = !quoted && b == (byte) dialect.delimiter();
    }
    if (line.size() == maximumBytes) {
      throw new RefusedException(
          RefusalReason.MALFORMED_HEADER,
          "the header is longer than limits.header-bytes, " + maximumBytes);
    }
    line.write(b);
  }

  private void end(boolean carriageReturns) {
    header = Optional.of(MemberHeader.parse(line.toByteArray(), dialect, carriageReturns));
    state = State.DONE;
  }
}
