package io.tributary.merge.slice;

/**
 * One field's value, without its quotes: a view that the next field replaces. Most fields are
 * slices of the record; only a field with doubled quotes is copied.
 */
final class FieldView {
  private final int quote;
  private final GrowingBytes unescaped = new GrowingBytes(256);
  private byte[] bytes;
  private int from;
  private int to;
  private boolean wasQuoted;

  FieldView(int quote) {
    this.quote = quote;
  }

  /** Looks at a field of a record. */
  void look(SlicedRecord record, int field) {
    int[] ends = record.ends();
    int start = record.start();
    look(record.bytes(), start + (field == 0 ? 0 : ends[field - 1] + 1), start + ends[field]);
  }

  /** Looks at a field that lies in {@code its[begin, end)}. */
  void look(byte[] its, int begin, int end) {
    bytes = its;
    from = begin;
    to = end;
    wasQuoted = to > from && bytes[from] == quote;
    if (wasQuoted) {
      from++;
      to--;
      for (int at = from; at < to; at++) {
        if (bytes[at] == quote) {
          unescape();
          return;
        }
      }
    }
  }

  private void unescape() {
    unescaped.clear();
    // Whoever reads words may look behind the end.
    unescaped.reserve(to - from + RecordScanner.SLACK);
    for (int at = from; at < to; at++) {
      unescaped.put(bytes[at]);
      if (bytes[at] == quote) {
        at++;
      }
    }
    bytes = unescaped.array();
    from = 0;
    to = unescaped.size();
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  int length() {
    return to - from;
  }

  /** Whether it came in quotes. */
  boolean wasQuoted() {
    return wasQuoted;
  }
}
