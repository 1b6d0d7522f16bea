package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;
import java.security.MessageDigest;

/** Cuts the records of one variant's members out of segments. */
final class MemberSlicer {
  private final VariantLayout variant;
  private final int recordBytes;
  private final RecordScanner scanner;
  private final SlicedRecord record;
  private final MessageDigest sha256 = Sha256.digest();

  private SegmentCursor cursor;
  private RecordSink sink;
  private long remaining;
  private long line;
  private long records;

  /**
   * A slicer for members of a header.
   *
   * @param room of {@link MarkedBlock#room}, which slicers may share that do not work at once
   */
  MemberSlicer(VariantLayout variant, int recordBytes, byte[] room) {
    this.variant = variant;
    this.recordBytes = recordBytes;
    this.scanner =
        new RecordScanner(variant.delimiter(), variant.quote(), variant.returnsEnd(), room);
    this.record = new SlicedRecord(scanner);
  }

  /** Turns to a member. */
  void begin(LedgerEntry member, SegmentCursor from) {
    cursor = from;
    remaining = member.length();
    line = member.blankLines() + variant.headerLines() + 1L;
    records = 0;
    if (remaining > 0) {
      cursor.moveTo(member.offset());
      scanner.moved();
    }
  }

  /** Gives all records that are left of the member to a sink, in a loop that is compiled alone. */
  void all(RecordSink to) {
    boolean more = true;
    while (more) {
      more = next(to);
    }
  }

  /** Gives the member's next record to a sink, or goes over an empty line; false at the end. */
  boolean next(RecordSink to) {
    if (remaining == 0) {
      return false;
    }
    sink = to;
    scanner.begin();
    if (scanned()) {
      found();
    } else {
      tooLong();
    }
    return true;
  }

  /** Records of the member so far. */
  long records() {
    return records;
  }

  /** Scans the record at the cursor; false when it is too long to be kept. */
  private boolean scanned() {
    while (!scan()) {
      if (scanner.scanned() > recordBytes + 1) {
        return false;
      }
      fill();
    }
    return true;
  }

  private void fill() {
    sink.release();
    cursor.fill();
    scanner.moved();
  }

  private boolean scan() {
    int start = cursor.position();
    int available = (int) Math.min(remaining, cursor.limit() - start);
    return scanner.scan(cursor.buffer(), start, start + available, available == remaining);
  }

  private void found() {
    int start = cursor.position();
    int length = scanner.length();
    if (length > 0 || variant.columns() == 1) {
      MalformedReason reason = reason(start, length);
      record.place(cursor.buffer(), start, line, records);
      if (reason == null) {
        sink.row(record);
      } else {
        sink.malformed(malformed(record, reason.code()));
      }
      records++;
    }
    line += 1L + scanner.innerLines();
    cursor.skip(scanner.consumed());
    remaining -= scanner.consumed();
  }

  private MalformedReason reason(int start, int length) {
    if (scanner.unterminated()) {
      return MalformedReason.UNTERMINATED_QUOTE;
    }
    if (length > recordBytes) {
      return MalformedReason.TOO_LONG;
    }
    if (scanner.stray()) {
      return MalformedReason.STRAY_QUOTE;
    }
    if (scanner.nonAscii() && !Utf8.valid(cursor.buffer(), start, start + length)) {
      return MalformedReason.INVALID_BYTES;
    }
    if (scanner.fields() == variant.columns()) {
      return null;
    }
    return scanner.fields() < variant.columns()
        ? MalformedReason.TOO_FEW_FIELDS
        : MalformedReason.TOO_MANY_FIELDS;
  }

  /** A whole record in the buffer, for quarantine. */
  static MalformedRecord malformed(SlicedRecord record, String reason) {
    MessageDigest digest = Sha256.digest();
    digest.update(record.bytes(), record.start(), record.length());
    return new MalformedRecord(
        reason,
        record.line(),
        record.length(),
        digest.digest(),
        record.bytes(),
        record.start(),
        Math.min(MalformedRecord.KEPT, record.length()));
  }

  /** Goes over a record of any length in bounded memory. */
  private void tooLong() {
    sha256.reset();
    GrowingBytes head = new GrowingBytes(MalformedRecord.KEPT);
    long length = 0;
    boolean complete = false;
    while (!complete) {
      int released = scanner.release();
      keep(head, released);
      length += released;
      cursor.skip(released);
      remaining -= released;
      fill();
      complete = scan();
    }
    keep(head, scanner.length());
    length += scanner.length();
    MalformedReason reason =
        scanner.unterminated() ? MalformedReason.UNTERMINATED_QUOTE : MalformedReason.TOO_LONG;
    sink.malformed(
        new MalformedRecord(
            reason.code(), line, length, sha256.digest(), head.array(), 0, head.size()));
    records++;
    line += 1L + scanner.innerLines();
    cursor.skip(scanner.consumed());
    remaining -= scanner.consumed();
  }

  private void keep(GrowingBytes head, int bytes) {
    sha256.update(cursor.buffer(), cursor.position(), bytes);
    head.add(
        cursor.buffer(), cursor.position(), Math.min(bytes, MalformedRecord.KEPT - head.size()));
  }
}
