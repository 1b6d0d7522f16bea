package io.tributary.transfer.extract;

import io.tributary.transfer.segment.SegmentHeader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Each table's last header and the bytes that it was made of: most members begin with the same, and
 * need not be looked at byte by byte. For one archive.
 */
final class KnownHeaders {
  private final Map<String, Known> byTable = new HashMap<>();

  /** A header and the bytes that it is delivered as, with its line end and what is before it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Known(byte[] delivered, SegmentHeader header, long blankLines) {
    /** Bytes of it. */
    int length() {
      return delivered.length;
    }
  }

  /** The table's header if a member that begins with these bytes begins with it. */
  Optional<Known> find(String table, byte[] bytes, int from, int to) {
    Known known = byTable.get(table);
    boolean met =
        known != null
            && to - from >= known.length()
            && Arrays.equals(
                bytes, from, from + known.length(), known.delivered(), 0, known.length());
    return met ? Optional.of(known) : Optional.empty();
  }

  /**
   * Remembers what a member's first bytes were found to be. Not where a lone {@code \r} ends the
   * header: that takes a look at the byte behind it.
   */
  void remember(SegmentHeader header, long blankLines, byte[] bytes, int from, int to) {
    if (bytes[to - 1] == '\n') {
      byTable.put(
          header.table(), new Known(Arrays.copyOfRange(bytes, from, to), header, blankLines));
    }
  }
}
