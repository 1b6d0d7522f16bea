package io.tributary.transfer.extract;

import io.tributary.core.config.CsvDialect;
import io.tributary.transfer.archive.ByteSink;
import io.tributary.transfer.csv.HeaderSplitter;
import io.tributary.transfer.csv.RecordCounter;
import io.tributary.transfer.segment.MemberPlace;
import io.tributary.transfer.segment.SegmentHeader;
import io.tributary.transfer.segment.SegmentPacker;
import java.util.Optional;

/** One member in UTF-8: its header is split off, its records are counted and packed. */
final class MemberContent implements ByteSink {
  private final String table;
  private final CsvDialect dialect;
  private final long place;
  private final SegmentPacker packer;
  private final HeaderSplitter splitter;

  /** Counts records once the header is known; null before. */
  private RecordCounter counter;

  MemberContent(
      String table, CsvDialect dialect, long place, int headerBytes, SegmentPacker packer) {
    this.table = table;
    this.dialect = dialect;
    this.place = place;
    this.packer = packer;
    this.splitter = new HeaderSplitter(dialect, headerBytes);
  }

  @Override
  public void accept(byte[] bytes, int from, int to) {
    int at = from;
    if (counter == null) {
      at = splitter.accept(bytes, from, to);
      beginRecords();
    }
    if (counter != null) {
      counter.accept(bytes, at, to);
      packer.accept(bytes, at, to);
    }
  }

  /**
   * The member has ended.
   *
   * @return where its records lie; empty when it has no header, and so no records
   */
  Optional<Packed> finish() {
    if (counter == null) {
      splitter.finish();
      beginRecords();
    }
    if (counter == null) {
      return Optional.empty();
    }
    long records = counter.finish();
    return Optional.of(new Packed(packer.end(records), records));
  }

  private void beginRecords() {
    splitter
        .header()
        .ifPresent(
            header -> {
              boolean oneColumn = header.columns().size() == 1;
              counter = new RecordCounter(dialect, header.carriageReturns(), oneColumn);
              packer.begin(new SegmentHeader(table, header, dialect), place);
            });
  }

  /** A packed member. */
  record Packed(MemberPlace place, long records) {}
}
