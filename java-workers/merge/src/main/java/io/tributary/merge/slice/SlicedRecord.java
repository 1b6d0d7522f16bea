package io.tributary.merge.slice;

/** The record just found: a view that the next record replaces. */
final class SlicedRecord {
  private final RecordScanner scanner;
  private byte[] bytes;
  private int start;
  private long line;
  private long index;

  SlicedRecord(RecordScanner scanner) {
    this.scanner = scanner;
  }

  void place(byte[] bytes, int start, long line, long index) {
    this.bytes = bytes;
    this.start = start;
    this.line = line;
    this.index = index;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where it begins in {@link #bytes}. */
  int start() {
    return start;
  }

  /** Bytes without the line end. */
  int length() {
    return scanner.length();
  }

  /** Where its fields end, relative to its start. */
  int[] ends() {
    return scanner.ends();
  }

  int fields() {
    return scanner.fields();
  }

  /** See {@link RecordScanner#quotedFields}. */
  long quotedFields() {
    return scanner.quotedFields();
  }

  /** Whether an unquoted field has a carriage return. */
  boolean loneReturn() {
    return scanner.loneReturn();
  }

  /** The physical line of the member on which it begins, from 1. */
  long line() {
    return line;
  }

  /** Its number among the member's records, from 0. */
  long index() {
    return index;
  }
}
