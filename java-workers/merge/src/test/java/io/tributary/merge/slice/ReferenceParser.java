package io.tributary.merge.slice;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The record grammar once more, as slow and plain as can be: what the tests hold the slicer
 * against, and what packs their inputs. It has a whole member in memory and looks at one byte after
 * another.
 */
public final class ReferenceParser {
  private final byte[] bytes;
  private final byte delimiter;
  private final int quote;
  private final boolean returnsEnd;
  private int at;

  /** A parser of records at some place of a member. */
  public ReferenceParser(byte[] bytes, int from, char delimiter, int quote, boolean returnsEnd) {
    this.bytes = bytes;
    this.at = from;
    this.delimiter = (byte) delimiter;
    this.quote = quote;
    this.returnsEnd = returnsEnd;
  }

  /**
   * One record.
   *
   * @param from first byte
   * @param to behind the last byte, without the line end
   * @param next where the next record begins
   * @param values of its fields
   * @param stray whether it has a stray quote
   * @param unterminated whether the member ends within quotes
   */
  public record Parsed(
      int from, int to, int next, List<byte[]> values, boolean stray, boolean unterminated) {}

  /** The next record, empty lines included; null at the end. */
  public Parsed next() {
    if (at >= bytes.length) {
      return null;
    }
    int from = at;
    List<byte[]> values = new ArrayList<>();
    boolean stray = false;
    while (true) {
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      if (at < bytes.length && bytes[at] == quote) {
        at++;
        while (true) {
          if (at >= bytes.length) {
            values.add(value.toByteArray());
            return new Parsed(from, bytes.length, bytes.length, values, stray, true);
          }
          if (bytes[at] != quote) {
            value.write(bytes[at++]);
          } else if (at + 1 < bytes.length && bytes[at + 1] == quote) {
            value.write(quote);
            at += 2;
          } else {
            at++;
            break;
          }
        }
        stray |= at < bytes.length && bytes[at] != delimiter && lineEnd() == 0;
      }
      while (at < bytes.length && bytes[at] != delimiter && lineEnd() == 0) {
        stray |= bytes[at] == quote;
        value.write(bytes[at++]);
      }
      values.add(value.toByteArray());
      if (at < bytes.length && bytes[at] == delimiter) {
        at++;
        continue;
      }
      int to = at;
      at += lineEnd();
      return new Parsed(from, to, at, values, stray, false);
    }
  }

  /** Bytes of the line end at the present place; 0 when there is none. */
  private int lineEnd() {
    if (at >= bytes.length) {
      return 0;
    }
    if (bytes[at] == '\n') {
      return 1;
    }
    if (bytes[at] != '\r') {
      return 0;
    }
    if (at + 1 < bytes.length && bytes[at + 1] == '\n') {
      return 2;
    }
    return returnsEnd ? 1 : 0;
  }
}
