package io.tributary.transfer.resume;

import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of a remote file from one offset to another, over as many connections as it takes: when
 * one breaks or ends early, the next begins where it stopped. After {@link #ATTEMPTS} attempts that
 * bring nothing it gives up.
 *
 * <p>Reads throw {@link WorkerException}s only, so that no layer above takes a broken connection
 * for broken data.
 */
public final class ResumingInputStream extends InputStream {
  /** Attempts in a row that bring less than {@link #PROGRESS} bytes. */
  private static final int ATTEMPTS = 6;

  private static final long PROGRESS = 1 << 20;
  private static final Logger LOG = LoggerFactory.getLogger(ResumingInputStream.class);

  private final String what;
  private final Opener opener;
  private final Duration firstPause;
  private final long end;
  private long position;
  private InputStream in;
  private boolean finished;
  private int failures;
  private long progressAt;

  private ResumingInputStream(
      String what, long from, long end, Opener opener, Duration firstPause) {
    this.what = what;
    this.position = from;
    this.progressAt = from;
    this.end = end;
    this.opener = opener;
    this.firstPause = firstPause;
  }

  /**
   * A whole file; it is connected when this returns.
   *
   * @param what is read, for messages
   * @param size bytes
   * @param opener makes the connections
   * @param firstPause before the second attempt; the following ones double it
   */
  public static ResumingInputStream begin(
      String what, long size, Opener opener, Duration firstPause) {
    ResumingInputStream stream = new ResumingInputStream(what, 0, size, opener, firstPause);
    try {
      while (stream.in == null) {
        stream.connect();
      }
      return stream;
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /**
   * A range whose first connection is open already, at {@code from}.
   *
   * @param end byte after the last
   */
  public static ResumingInputStream continuing(
      String what, InputStream first, long from, long end, Opener opener, Duration firstPause) {
    ResumingInputStream stream = new ResumingInputStream(what, from, end, opener, firstPause);
    stream.in = first;
    return stream;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    while (position < end) {
      if (in == null) {
        connect();
        continue;
      }
      try {
        int n = in.read(bytes, offset, (int) Math.min(length, end - position));
        if (n > 0) {
          advance(n);
          return n;
        }
        failed(new IOException("it ended after " + position + " of " + end + " bytes"));
      } catch (IOException e) {
        failed(e);
      }
    }
    while (!finished) {
      finish();
    }
    return -1;
  }

  @Override
  public int available() throws IOException {
    return in == null ? 0 : (int) Math.min(in.available(), end - position);
  }

  @Override
  public void close() {
    finished = true;
    position = end;
    closeConnection();
    opener.close();
  }

  private void connect() {
    try {
      in = opener.open(position);
    } catch (IOException e) {
      failed(e);
    }
  }

  private void finish() {
    closeConnection();
    try {
      opener.finished();
      finished = true;
    } catch (IOException e) {
      failed(e);
    }
  }

  private void advance(int n) {
    position += n;
    if (position - progressAt >= PROGRESS) {
      progressAt = position;
      failures = 0;
    }
    if (position == end) {
      closeConnection();
    }
  }

  private void failed(IOException cause) {
    closeConnection();
    failures++;
    if (failures >= ATTEMPTS || Thread.currentThread().isInterrupted()) {
      throw new TemporaryException(
          "reading "
              + what
              + " failed at byte "
              + position
              + " after "
              + failures
              + " attempts: "
              + cause.getMessage()
              + "; check the network, then run the task again",
          cause);
    }
    LOG.warn("reading {} on at byte {}: {}", what, position, cause.getMessage());
    try {
      Thread.sleep(firstPause.toMillis() << (failures - 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TemporaryException("reading " + what + " was interrupted; run the task again", e);
    }
  }

  private void closeConnection() {
    if (in == null) {
      return;
    }
    try {
      in.close();
    } catch (IOException e) {
      LOG.debug("closing the connection for {}: {}", what, e.getMessage());
    } finally {
      in = null;
    }
  }

  /** Makes the connections of one stream. */
  public interface Opener {
    /**
     * The bytes from an offset on.
     *
     * @throws IOException when another attempt can help
     * @throws WorkerException when none can
     */
    InputStream open(long offset) throws IOException;

    /**
     * All bytes are read and the connection's stream is closed: a last check before the end shows.
     *
     * @throws IOException when another attempt can help
     * @throws WorkerException when what was read does not count
     */
    default void finished() throws IOException {}

    /** The stream is not used any more. */
    default void close() {}
  }
}
