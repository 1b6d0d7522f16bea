package io.tributary.transfer.archive;

/**
 * The stretch of unpacked bytes that is in memory: tar headers are read, and content is handed on,
 * right where they lie.
 */
final class UnpackedWindow {
  private static final int BUFFER = 256 * 1024;

  private final UnpackedBytes in;
  final byte[] bytes = new byte[BUFFER];
  int position;
  int limit;

  UnpackedWindow(UnpackedBytes in) {
    this.in = in;
  }

  /** Makes sure that so many bytes lie behind {@link #position}; false when fewer are left. */
  boolean require(int count) {
    if (limit - position >= count) {
      return true;
    }
    System.arraycopy(bytes, position, bytes, 0, limit - position);
    limit -= position;
    position = 0;
    while (limit < count) {
      int read = in.read(bytes, limit, BUFFER);
      if (read < 0) {
        return false;
      }
      limit += read;
    }
    return true;
  }

  /** Makes sure that so many bytes lie behind {@link #position}, or all that are left. */
  int atMost(int count) {
    return require(count) ? count : limit - position;
  }

  /** The bytes behind {@link #position}, at least one; 0 at the end. */
  int available() {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(bytes, 0, BUFFER));
    }
    return limit - position;
  }
}
