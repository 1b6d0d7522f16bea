package io.tributary.transfer.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tributary.core.document.RefusalReason;
import java.util.Arrays;
import java.util.Optional;

/**
 * What extended headers say about the next entry, so far as extraction cares: its name, its size,
 * and whether it is sparse. A later record of the same key replaces an earlier one, and an empty
 * value takes it back.
 */
final class PaxHeader {
  /** Room for a few values beside the longest name. */
  static final int MAXIMUM_SIZE = 1 << 20;

  private static final int LENGTH_DIGITS = 8;

  private Optional<String> path = Optional.empty();
  private Optional<Long> size = Optional.empty();

  Optional<String> path() {
    return path;
  }

  Optional<Long> size() {
    return size;
  }

  /** Reads the records {@code "length key=value\n"} of a header that speaks of one entry. */
  void addLocal(byte[] content) {
    for (int at = 0; at < content.length; at = record(content, at, true)) {
      // Each record says where the next begins.
    }
  }

  /** Checks the records of a global header, which may not rename or resize what follows. */
  static void checkGlobal(byte[] content) {
    PaxHeader ignored = new PaxHeader();
    for (int at = 0; at < content.length; at = ignored.record(content, at, false)) {
      // Each record says where the next begins.
    }
  }

  private int record(byte[] content, int at, boolean local) {
    int space = at;
    int length = 0;
    while (space < content.length && isDigit(content[space]) && space - at < LENGTH_DIGITS) {
      length = length * 10 + content[space] - '0';
      space++;
    }
    int end = at + length;
    boolean framed =
        space > at
            && space < content.length
            && content[space] == ' '
            && end > space + 1
            && end <= content.length
            && content[end - 1] == '\n';
    int equals = space + 1;
    while (framed && equals < end - 1 && content[equals] != '=') {
      equals++;
    }
    if (!framed || equals == end - 1 || equals == space + 1) {
      throw new RefusedException(
          RefusalReason.MALFORMED_TAR, "an extended header has a record of no valid form");
    }
    String key = new String(content, space + 1, equals - space - 1, ISO_8859_1);
    apply(key, Arrays.copyOfRange(content, equals + 1, end - 1), local);
    return end;
  }

  private void apply(String key, byte[] value, boolean local) {
    boolean matters = key.equals("path") || key.equals("size");
    if (key.startsWith("GNU.sparse.") || key.equals("SCHILY.realsize")) {
      throw new RefusedException(RefusalReason.SPARSE_FILE, "has a sparse file");
    }
    if (matters && !local) {
      throw new RefusedException(
          RefusalReason.MALFORMED_TAR, "a global extended header sets the " + key + " of entries");
    }
    if (key.equals("path")) {
      path = value.length == 0 ? Optional.empty() : Optional.of(EntryName.decode(value));
    } else if (key.equals("size")) {
      size = value.length == 0 ? Optional.empty() : Optional.of(number(value));
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static long number(byte[] value) {
    String text = new String(value, ISO_8859_1);
    if (!text.matches("0*[0-9]{1,18}")) {
      throw new RefusedException(
          RefusalReason.MALFORMED_TAR, "an extended header's size is not a number");
    }
    return Long.parseLong(text);
  }
}
