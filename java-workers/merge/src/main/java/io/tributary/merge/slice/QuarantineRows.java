package io.tributary.merge.slice;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes records to quarantine: a CSV that people read and spreadsheets open. */
public final class QuarantineRows {
  /** The header of the quarantine file. */
  public static final String HEADER = "archive,member,line,reason,length,sha256,raw\n";

  private static final HexFormat LOWER = HexFormat.of();

  private final GrowingBytes shown = new GrowingBytes(4096);

  /** Adds a row. */
  void write(
      String archive, String member, MalformedRecord record, boolean transcoded, GrowingBytes out) {
    field(archive, out);
    out.add((byte) ',');
    field(member, out);
    out.add("," + record.line() + ",");
    field(record.reason(), out);
    out.add("," + record.length() + "," + LOWER.formatHex(record.sha256()) + ",");
    RawText.show(record, record.kept(), transcoded, shown);
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
}
