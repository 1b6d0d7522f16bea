package io.tributary.transfer.archive;

import io.tributary.core.config.LimitsSpec;
import io.tributary.core.document.RefusalReason;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a gzip file of one or more gzip members, straight from buffer to buffer, and checks each
 * member's CRC-32 and length. Zeros after the last member are padding; anything else there is
 * refused.
 */
public final class GzipReader implements AutoCloseable {
  /** Below this, a file of a few repeated lines would look like a bomb. */
  private static final long RATIO_JUDGED_FROM = 64L << 20;

  private final PackedInput in;
  private final LimitsSpec limits;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private long memberBytes;
  private long totalBytes;
  private boolean inMember;
  private boolean first = true;

  /** Reads from the first byte of {@code in}. */
  public GzipReader(PackedInput in, LimitsSpec limits) {
    this.in = in;
    this.limits = limits;
  }

  /**
   * Unpacks some bytes.
   *
   * @return how many, at least one; or -1 at the end of the file
   */
  int read(byte[] out, int from, int to) {
    while (inMember || beginMember()) {
      int count = inflate(out, from, to);
      if (count > 0) {
        crc.update(out, from, count);
        memberBytes += count;
        totalBytes += count;
        checkLimits();
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new RefusedException(
            RefusalReason.CORRUPT_GZIP, "asks for a dictionary, which gzip does not have");
      } else if (inflater.needsInput()) {
        if (!in.fill()) {
          throw truncated();
        }
        inflater.setInput(in.buffer, in.position, in.limit - in.position);
      }
    }
    return -1;
  }

  /** Unpacked bytes so far. */
  long totalBytes() {
    return totalBytes;
  }

  @Override
  public void close() {
    inflater.end();
  }

  private int inflate(byte[] out, int from, int to) {
    try {
      return inflater.inflate(out, from, to - from);
    } catch (DataFormatException e) {
      throw new RefusedException(
          RefusalReason.CORRUPT_GZIP,
          "compressed data is corrupt near byte " + packedPosition() + ": " + e.getMessage());
    }
  }

  private long packedPosition() {
    return in.count() - inflater.getRemaining();
  }

  private void checkLimits() {
    if (totalBytes > limits.archiveBytes()) {
      throw new RefusedException(
          RefusalReason.ARCHIVE_TOO_LARGE,
          "unpacks to more than limits.archive-size, " + limits.archiveBytes() + " bytes");
    }
    if (totalBytes > RATIO_JUDGED_FROM && totalBytes / limits.ratio() > packedPosition()) {
      throw new RefusedException(
          RefusalReason.RATIO_EXCEEDED,
          packedPosition()
              + " bytes unpack to more than limits.ratio, "
              + limits.ratio()
              + " times as many");
    }
  }

  /** Reads a gzip header; false when there is no further member. */
  private boolean beginMember() {
    if (!GzipHeader.read(in, first)) {
      return false;
    }
    first = false;
    inMember = true;
    memberBytes = 0;
    crc.reset();
    inflater.reset();
    inflater.setInput(in.buffer, in.position, in.limit - in.position);
    return true;
  }

  private void endMember() {
    in.position = in.limit - inflater.getRemaining();
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
