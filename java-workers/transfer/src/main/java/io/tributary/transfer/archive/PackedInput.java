package io.tributary.transfer.archive;

import io.tributary.core.document.RefusalReason;
import io.tributary.core.error.TemporaryException;
import io.tributary.transfer.inflate.Inflate;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The compressed bytes of an archive as they come from the source: buffered, counted and hashed.
 * More bytes than were listed are refused at once, since what grows is still being written.
 */
public final class PackedInput {
  private static final int BUFFER = Inflate.MAXIMUM_INPUT;

  private final InputStream in;
  private final String name;
  private final long listedSize;
  private final Meter meter;
  private final MessageDigest digest;
  final byte[] buffer = new byte[BUFFER];
  int position;
  int limit;
  private long count;

  /**
   * Begins at the stream's first byte; the caller closes the stream.
   *
   * @param name of the archive, for messages
   * @param listedSize bytes that the frozen list says
   */
  public PackedInput(InputStream in, String name, long listedSize, Meter meter) {
    this.in = in;
    this.name = name;
    this.listedSize = listedSize;
    this.meter = meter;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Is told of every piece that was read. */
  public interface Meter {
    /** So many compressed bytes more. */
    void read(int bytes);
  }

  /** Bytes read so far. */
  public long count() {
    return count;
  }

  /** SHA-256 of all bytes, once they were all read; in hexadecimal. */
  public String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Replaces the buffer, which must be used up, by what comes next; false at the end. It is filled
   * to its end, so that the places where bytes are missing are the same for every source.
   */
  boolean fill() {
    int read;
    try {
      read = in.readNBytes(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw new TemporaryException(
          "archive "
              + name
              + " broke off after "
              + count
              + " bytes: "
              + e.getMessage()
              + "; try again",
          e);
    }
    position = 0;
    limit = read;
    if (read == 0) {
      if (count < listedSize) {
        throw changed("fewer");
      }
      return false;
    }
    count += read;
    digest.update(buffer, 0, read);
    meter.read(read);
    if (count > listedSize) {
      throw changed("more");
    }
    return true;
  }

  /** The next byte, or -1 at the end. */
  int next() {
    return position < limit || fill() ? buffer[position++] & 0xff : -1;
  }

  private RefusedException changed(String how) {
    return new RefusedException(
        RefusalReason.CHANGED_SINCE_FROZEN,
        "has " + how + " than the " + listedSize + " bytes that it was listed with");
  }
}
