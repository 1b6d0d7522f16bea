package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.Sample;

/** Where a task stands: what samples are told by. */
final class RowPlace {
  private ArchiveSlice archive;
  private LedgerEntry member;
  private long record;

  void archive(ArchiveSlice next) {
    archive = next;
  }

  void member(LedgerEntry next) {
    member = next;
    record = -1;
  }

  /** Turns to the member's next record. */
  void record() {
    record++;
  }

  FirstSamples.Placed sample(long line, String value) {
    return new FirstSamples.Placed(
        archive.order(),
        member.place(),
        record,
        new Sample(archive.archive(), member.name(), line, value));
  }
}
