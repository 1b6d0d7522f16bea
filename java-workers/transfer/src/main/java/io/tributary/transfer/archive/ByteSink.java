package io.tributary.transfer.archive;

/** Takes bytes in pieces, in order. */
public interface ByteSink {
  /** Takes {@code bytes[from, to)}, which are the caller's again once this returns. */
  void accept(byte[] bytes, int from, int to);
}
