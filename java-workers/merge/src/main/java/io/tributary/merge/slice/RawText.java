package io.tributary.merge.slice;

import java.util.HexFormat;

/** Turns bytes as delivered into valid UTF-8: invalid ones are shown as {@code \xHH}. */
final class RawText {
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private RawText() {}

  /**
   * Puts the first bytes of a record into {@code shown}.
   *
   * @param kept how many of the record's bytes are there
   * @param transcoded whether extraction put 0xFF and two digits for bytes that were invalid
   */
  static void show(MalformedRecord record, int kept, boolean transcoded, GrowingBytes shown) {
    shown.clear();
    byte[] bytes = record.bytes();
    int at = record.offset();
    int to = record.offset() + kept;
    boolean cut = kept < record.length();
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
