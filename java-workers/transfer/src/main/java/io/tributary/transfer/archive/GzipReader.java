package io.tributary.transfer.archive;

import io.tributary.core.config.LimitsSpec;
import io.tributary.core.config.LimitsSpec.LooseEnds;
import io.tributary.core.document.RefusalReason;
import io.tributary.transfer.inflate.Inflate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/**
 * Unpacks a gzip file of one or more gzip members, straight from buffer to buffer, and checks each
 * member's CRC-32 and length. Zeros after the last member are padding; anything else there is a
 * loose end.
 */
public final class GzipReader implements UnpackedBytes {
  /** Below this, a file of a few repeated lines would look like a bomb. */
  private static final long RATIO_JUDGED_FROM = 64L << 20;

  private final PackedInput in;
  private final LimitsSpec limits;
  private final Inflate inflate;
  private final CRC32 crc = new CRC32();
  private long memberBytes;
  private long totalBytes;
  private boolean inMember;
  private boolean first = true;
  private long trailing;

  /**
   * Reads from the first byte of {@code in}.
   *
   * @param inflate the caller's, and not to be used for anything else meanwhile
   */
  public GzipReader(PackedInput in, LimitsSpec limits, Inflate inflate) {
    this.in = in;
    this.limits = limits;
    this.inflate = inflate;
  }

  @Override
  public int read(byte[] out, int from, int to) {
    while (inMember || beginMember()) {
      int count = inflate(out, from, (int) Math.min(to, from + Math.max(1, allowed())));
      if (count > 0) {
        crc.update(out, from, count);
        memberBytes += count;
        totalBytes += count;
        checkSize();
        return count;
      }
      if (count == Inflate.ENDED) {
        endMember();
      } else {
        checkRatio(in.count());
        if (!in.fill()) {
          throw truncated();
        }
        inflate.input(in.buffer, in.position, in.limit);
      }
    }
    return -1;
  }

  @Override
  public long trailing() {
    return trailing;
  }

  private int inflate(byte[] out, int from, int to) {
    try {
      return inflate.inflate(out, from, to);
    } catch (DataFormatException e) {
      throw new RefusedException(
          RefusalReason.CORRUPT_GZIP,
          "compressed data is corrupt behind " + totalBytes + " unpacked bytes: " + e.getMessage(),
          e);
    }
  }

  /**
   * What may come yet: all of it comes before more is refused, in pieces of any size. One byte more
   * shows that there is more.
   */
  private long allowed() {
    return limits.archiveBytes() - totalBytes;
  }

  private void checkSize() {
    if (allowed() < 0) {
      throw new RefusedException(
          RefusalReason.ARCHIVE_TOO_LARGE,
          "unpacks to more than limits.archive-size, " + limits.archiveBytes() + " bytes");
    }
  }

  /** Judged where so many packed bytes have made all that they can, whoever unpacks them. */
  private void checkRatio(long packedBytes) {
    if (totalBytes > RATIO_JUDGED_FROM && totalBytes / limits.ratio() > packedBytes) {
      throw new RefusedException(
          RefusalReason.RATIO_EXCEEDED,
          packedBytes
              + " bytes unpack to more than limits.ratio, "
              + limits.ratio()
              + " times as many");
    }
  }

  /** Reads a gzip header; false when there is no further member. */
  private boolean beginMember() {
    GzipHeader.Found found = GzipHeader.read(in, first);
    if (!found.header()) {
      trailing += found.otherBytes();
      if (trailing > 0 && limits.looseEnds() == LooseEnds.REFUSE) {
        throw new RefusedException(
            RefusalReason.TRAILING_DATA, "has bytes after its end that are not gzip");
      }
      return false;
    }
    first = false;
    inMember = true;
    memberBytes = 0;
    crc.reset();
    inflate.begin();
    inflate.input(in.buffer, in.position, in.limit);
    return true;
  }

  private void endMember() {
    in.position = in.limit - inflate.unused();
    checkRatio(in.count() - inflate.unused());
    long expectedCrc = littleEndian();
    long expectedLength = littleEndian();
    if (expectedCrc != crc.getValue()) {
      throw new RefusedException(
          RefusalReason.CRC_MISMATCH,
          String.format("gzip recorded CRC-32 %08x, data has %08x", expectedCrc, crc.getValue()));
    }
    if (expectedLength != (memberBytes & 0xffff_ffffL)) {
      throw new RefusedException(
          RefusalReason.CRC_MISMATCH,
          "gzip recorded a length of " + expectedLength + " (mod 2^32), data has " + memberBytes);
    }
    inMember = false;
  }

  private long littleEndian() {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int b = in.next();
      if (b < 0) {
        throw truncated();
      }
      value |= (long) b << shift;
    }
    return value;
  }

  private RefusedException truncated() {
    return new RefusedException(
        RefusalReason.TRUNCATED, "gzip data ends too early, after " + in.count() + " bytes");
  }
}
