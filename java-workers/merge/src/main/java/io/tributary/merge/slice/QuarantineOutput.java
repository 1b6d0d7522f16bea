package io.tributary.merge.slice;

/** Where quarantined records go: rows of the quarantine file, or only their size once too many. */
final class QuarantineOutput {
  private final QuarantineRows rows = new QuarantineRows();
  private final GrowingBytes bytes;
  private final long kept;
  private final Runnable written;
  private long dropped;

  /**
   * An output that forgets what it was given when that is too much.
   *
   * @param kept bytes that it may hold
   */
  static QuarantineOutput keeping(long kept) {
    return new QuarantineOutput(new GrowingBytes(64), kept, () -> {});
  }

  /** An output that hands its bytes on. */
  static QuarantineOutput to(PartOutput output) {
    return new QuarantineOutput(output.bytes(), Long.MAX_VALUE, output::rowsEnded);
  }

  private QuarantineOutput(GrowingBytes bytes, long kept, Runnable written) {
    this.bytes = bytes;
    this.kept = kept;
    this.written = written;
  }

  void write(String archive, String member, MalformedRecord record, boolean transcoded) {
    rows.write(archive, member, record, transcoded, bytes);
    written.run();
    if (bytes.size() > kept) {
      dropped += bytes.size();
      bytes.clear();
    }
  }

  /** The rows, or null when they were too many to keep. */
  byte[] kept() {
    return dropped > 0 ? null : bytes.copy();
  }

  long size() {
    return dropped + bytes.size();
  }
}
