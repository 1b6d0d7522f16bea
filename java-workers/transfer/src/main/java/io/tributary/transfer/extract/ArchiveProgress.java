package io.tributary.transfer.extract;

import io.tributary.core.command.Day;
import io.tributary.transfer.archive.PackedInput;

/** Shows and counts one archive's bytes as they are read. */
final class ArchiveProgress implements PackedInput.Meter {
  private final Day day;
  private final long size;
  private long shown;

  ArchiveProgress(Day day, long size) {
    this.day = day;
    this.size = size;
  }

  @Override
  public void read(int bytes) {
    day.numbers().add("bytes-read", bytes);
    day.progress().advance(0, bytes);
    shown += bytes;
  }

  /** The archive is done, though a refused one was not read to its end. */
  void done() {
    day.progress().advance(1, Math.max(0, size - shown));
  }
}
