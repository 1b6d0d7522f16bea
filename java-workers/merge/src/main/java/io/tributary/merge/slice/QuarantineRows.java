package io.tributary.merge.slice;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes records to quarantine: a CSV that people read and spreadsheets open. */
public final class QuarantineRows {
  /** The header of the quarantine file. */
  public static final String HEADER = "archive,member,line,reason,length,sha256,raw\n";

  private static final HexFormat LOWER = HexFormat.of();
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private final GrowingBytes shown = new GrowingBytes(4096);

  /** Adds a row. */
  void write(
      String archive, String member, MalformedRecord record, boolean transcoded, GrowingBytes out) {
    field(archive, out);
    out.add((byte) ',');
    field(member, out);
    out.add(
        ","
            + record.line()
            + ","
            + record.reason().code()
            + ","
            + record.length()
            + ","
            + LOWER.formatHex(record.sha256())
            + ",");
    show(record, transcoded);
    field(shown.array(), shown.size(), out);
    out.add((byte) '\n');
  }

  private static void field(String text, GrowingBytes out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    field(bytes, bytes.length, out);
  }

  private static void field(byte[] bytes, int length, GrowingBytes out) {
    boolean quote = false;
    for (int at = 0; at < length && !quote; at++) {
      byte b = bytes[at];
      quote = b == ',' || b == '"' || b == '\n' || b == '\r';
    }
    if (!quote) {
      out.add(bytes, 0, length);
      return;
    }
    out.reserve(2 * length + 2);
    out.put((byte) '"');
    for (int at = 0; at < length; at++) {
      if (bytes[at] == '"') {
        out.put((byte) '"');
      }
      out.put(bytes[at]);
    }
    out.put((byte) '"');
  }

  /** Puts the record's first bytes into {@code shown}, invalid ones as {@code \xHH}. */
  private void show(MalformedRecord record, boolean transcoded) {
    shown.clear();
    byte[] bytes = record.bytes();
    int at = record.offset();
    int to = record.offset() + record.kept();
    boolean cut = record.kept() < record.length();
    while (at < to) {
      int length = Utf8.sequence(bytes, at, to);
      if (length > 0) {
        shown.add(bytes, at, length);
        at += length;
      } else if (cut && to - at < 4 && leads(bytes[at])) {
        // A character that the cut goes through is no invalid byte.
        return;
      } else if (transcoded && bytes[at] == (byte) 0xff && at + 2 < to) {
        shown.add("\\x" + (char) bytes[at + 1] + (char) bytes[at + 2]);
        at += 3;
      } else {
        shown.add("\\x" + UPPER.toHexDigits(bytes[at]));
        at++;
      }
    }
  }

  private static boolean leads(byte b) {
    return (b & 0xff) >= 0xc2 && (b & 0xff) <= 0xf4;
  }
}
