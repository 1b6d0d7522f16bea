package io.tributary.transfer.archive;

import io.tributary.core.document.RefusalReason;
import java.util.zip.CRC32;

/** Skips the header of a gzip member (RFC 1952), checking what can be checked. */
final class GzipHeader {
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xe0;

  /** Of deflated data with no flag that is reserved. */
  private static final int MAGIC = 0x1f8b0800;

  private final PackedInput in;
  private final boolean first;
  private final CRC32 crc = new CRC32();

  /** The last four bytes, and how many were taken since the padding. */
  private int lastFour;

  private long taken;

  private GzipHeader(PackedInput in, boolean first) {
    this.in = in;
    this.first = first;
  }

  /**
   * Reads a member's header.
   *
   * @param first whether this is the file's first member, which must be there
   * @return what there is instead of a header, which is nothing at the end of the file
   */
  static Found read(PackedInput in, boolean first) {
    GzipHeader header = new GzipHeader(in, first);
    return header.read() ? Found.HEADER : new Found(false, header.taken);
  }

  /**
   * What follows.
   *
   * @param header a gzip header, now behind us
   * @param otherBytes so many bytes up to the file's end that are no gzip
   */
  record Found(boolean header, long otherBytes) {
    private static final Found HEADER = new Found(true, 0);
  }

  private boolean read() {
    int magic = in.next();
    if (magic < 0 && first) {
      throw new RefusedException(RefusalReason.EMPTY_ARCHIVE, "has no bytes");
    }
    while (magic == 0 && !first) {
      magic = in.next();
    }
    if (magic < 0) {
      return false;
    }
    took(magic);
    if (magic != 0x1f || take() != 0x8b || take() != 8) {
      if (first) {
        throw new RefusedException(RefusalReason.NOT_GZIP, "does not begin like a gzip file");
      }
      takeOtherBytes();
      return false;
    }
    int flags = take();
    if ((flags & RESERVED) != 0) {
      throw new RefusedException(RefusalReason.CORRUPT_GZIP, "header has reserved flags set");
    }
    skip(6);
    if ((flags & HAS_EXTRA) != 0) {
      skip(take() | (take() << 8));
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_CRC) != 0) {
      checkCrc();
    }
    return true;
  }

  private void checkCrc() {
    int computed = (int) crc.getValue() & 0xffff;
    int recorded = take() | (take() << 8);
    if (recorded != computed) {
      throw new RefusedException(RefusalReason.CRC_MISMATCH, "gzip header's CRC-16 is wrong");
    }
  }

  private void skip(int count) {
    for (int i = 0; i < count; i++) {
      take();
    }
  }

  private void skipText() {
    int taken;
    do {
      taken = take();
    } while (taken != 0);
  }

  private int take() {
    int b = in.next();
    if (b < 0) {
      throw new RefusedException(RefusalReason.TRUNCATED, "ends within a gzip header");
    }
    took(b);
    return b;
  }

  private void took(int b) {
    crc.update(b);
    lastFour = lastFour << 8 | b;
    taken++;
  }

  /** To the end of the file; not over what may be another archive. */
  private void takeOtherBytes() {
    for (int b = in.next(); b >= 0; b = in.next()) {
      took(b);
      if ((lastFour & ~0x1f) == MAGIC) {
        throw new RefusedException(
            RefusalReason.TRAILING_DATA, "has bytes after its end, and gzip data among them");
      }
    }
  }
}
