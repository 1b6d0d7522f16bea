package io.tributary.core.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** At most the first bytes of a stream. */
final class BoundedInputStream extends FilterInputStream {
  /**
   * Of larger reads the JDK makes as large a copy first, which the processor's caches do not hold.
   */
  private static final int PIECE = 64 * 1024;

  private long left;

  BoundedInputStream(InputStream in, long length) {
    super(in);
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    if (left <= 0) {
      return -1;
    }
    int b = in.read();
    left -= b < 0 ? 0 : 1;
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left <= 0) {
      return length == 0 ? 0 : -1;
    }
    int n = in.read(bytes, offset, (int) Math.min(Math.min(length, PIECE), left));
    left -= Math.max(0, n);
    return n;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(Math.min(count, left));
    left -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), left);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
