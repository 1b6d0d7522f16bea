package io.tributary.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV records byte by byte, RFC 4180 with the rules of the design for what is malformed. It
 * is slow and simple on purpose, and shares no code with what it checks.
 */
final class RecordReader {
  /** Bytes of a record that are kept; all of it is counted. */
  private static final int KEPT = 1 << 20;

  private static final int END = -1;

  private final InputStream in;
  private final int delimiter;
  private final int quote;
  private final boolean returnsEnd;
  private final byte[] buffer = new byte[64 * 1024];
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int at;
  private int limit;

  private long length;
  private int fields;
  private boolean malformed;
  private long line;
  private long nextLine;

  /**
   * A reader at the start of records.
   *
   * @param quote 0: fields are never quoted
   * @param returnsEnd whether a lone carriage return ends a record
   * @param line number of the first line
   */
  RecordReader(InputStream in, char delimiter, char quote, boolean returnsEnd, long line) {
    this.in = in;
    this.delimiter = delimiter;
    this.quote = quote == 0 ? Integer.MIN_VALUE : quote;
    this.returnsEnd = returnsEnd;
    this.nextLine = line;
  }

  /** A reader of what Tributary writes. */
  RecordReader(InputStream in) {
    this(in, ',', '"', false, 1);
  }

  /** Goes to the next record, which may be an empty line; false at the end. */
  boolean next() throws IOException {
    if (peek() == END) {
      return false;
    }
    kept.reset();
    length = 0;
    fields = 1;
    malformed = false;
    line = nextLine;
    boolean fieldBegins = true;
    while (true) {
      int c = read();
      if (fieldBegins && c == quote) {
        keep(c);
        quoted();
        fieldBegins = false;
        // What follows a closing quote is no data of the field.
        if (!separates(peek())) {
          malformed = true;
        }
        continue;
      }
      fieldBegins = false;
      if (c == END || ends(c)) {
        nextLine++;
        return true;
      }
      if (c == delimiter) {
        fields++;
        fieldBegins = true;
      } else if (c == quote) {
        malformed = true;
      }
      keep(c);
    }
  }

  /** Reads on behind an opening quote until behind the closing one. */
  private void quoted() throws IOException {
    while (true) {
      int c = read();
      if (c == END) {
        malformed = true;
        return;
      }
      keep(c);
      if (c == quote) {
        if (peek() != quote) {
          return;
        }
        keep(read());
      } else if (c == '\n' || (c == '\r' && returnsEnd && peek() != '\n')) {
        nextLine++;
      }
    }
  }

  private boolean separates(int c) {
    return c == END || c == delimiter || c == '\n' || c == '\r';
  }

  /** Whether a byte, read outside of quotes, ends the record; a line feed after it goes with it. */
  private boolean ends(int c) throws IOException {
    if (c == '\n') {
      return true;
    }
    if (c == '\r' && peek() == '\n') {
      read();
      return true;
    }
    return c == '\r' && returnsEnd;
  }

  private void keep(int c) {
    if (length < KEPT) {
      kept.write(c);
    }
    length++;
  }

  private int read() throws IOException {
    int c = peek();
    at += c == END ? 0 : 1;
    return c;
  }

  private int peek() throws IOException {
    if (at == limit) {
      limit = Math.max(0, in.read(buffer));
      at = 0;
    }
    return at == limit ? END : buffer[at] & 0xff;
  }

  /** Whether the record is an empty line. */
  boolean blank() {
    return length == 0;
  }

  int fields() {
    return fields;
  }

  /** Whether a quote stands where none may, or a quoted field has no end. */
  boolean malformed() {
    return malformed;
  }

  /** The line on which the record begins. */
  long line() {
    return line;
  }

  /** The record as written, up to a megabyte of it. */
  String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }

  /** The values of a well-formed record of less than a megabyte. */
  List<String> values() {
    List<String> values = new ArrayList<>();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    boolean inside = false;
    byte[] bytes = kept.toByteArray();
    for (int i = 0; i < bytes.length; i++) {
      int c = bytes[i] & 0xff;
      if (c == quote) {
        boolean doubled = inside && i + 1 < bytes.length && (bytes[i + 1] & 0xff) == quote;
        if (doubled) {
          value.write(c);
          i++;
        } else {
          inside = !inside;
        }
      } else if (c == delimiter && !inside) {
        values.add(value.toString(StandardCharsets.UTF_8));
        value.reset();
      } else {
        value.write(c);
      }
    }
    values.add(value.toString(StandardCharsets.UTF_8));
    return values;
  }
}
