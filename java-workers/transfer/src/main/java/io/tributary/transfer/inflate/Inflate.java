package io.tributary.transfer.inflate;

import java.util.zip.DataFormatException;

/**
 * Unpacks raw deflate data (RFC 1951), one stream after the other, in pieces of any size. For one
 * thread at a time.
 */
public interface Inflate extends AutoCloseable {
  /** All input is used and all that it makes is handed out: more is needed. */
  int NEEDS_INPUT = 0;

  /** The stream has ended, and all of it is handed out. */
  int ENDED = -1;

  /** The most bytes that {@link #input} takes at once. */
  int MAXIMUM_INPUT = 128 * 1024;

  /** Which implementation this is. */
  Inflation kind();

  /** Begins a new stream, and forgets the one before with its input. */
  void begin();

  /**
   * Gives the next packed bytes: at the beginning, or when they are needed.
   *
   * @param bytes not to be changed before they are used
   */
  void input(byte[] bytes, int from, int to);

  /**
   * Unpacks into {@code out[from, to)}, which is not empty.
   *
   * @return how many bytes, {@link #NEEDS_INPUT} or {@link #ENDED}
   * @throws DataFormatException when the data is corrupt, with what is wrong
   */
  int inflate(byte[] out, int from, int to) throws DataFormatException;

  /** Bytes of the last input that lie behind the end of the stream. */
  int unused();

  @Override
  void close();
}
