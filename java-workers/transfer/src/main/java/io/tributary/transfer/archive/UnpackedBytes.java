package io.tributary.transfer.archive;

/** The bytes of a tar, in their order. For one thread at a time. */
public interface UnpackedBytes {
  /**
   * The next bytes, into {@code out[from, to)}, which is not empty.
   *
   * @return how many, at least one; or -1 at the end
   * @throws RefusedException where what is packed is broken, hostile or not what was listed
   */
  int read(byte[] out, int from, int to);

  /** Bytes behind the end that are neither packed nor padding; once all was read. */
  long trailing();
}
