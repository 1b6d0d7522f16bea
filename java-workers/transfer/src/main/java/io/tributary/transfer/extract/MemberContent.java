package io.tributary.transfer.extract;

import io.tributary.core.config.CsvDialect;
import io.tributary.transfer.archive.ByteSink;
import io.tributary.transfer.csv.HeaderSplitter;
import io.tributary.transfer.csv.MemberHeader;
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
  private final KnownHeaders known;
  private final HeaderSplitter splitter;
  private boolean begun;
  private long blankLines;

  /** Counts records once the header is known; null before. */
  private RecordCounter counter;

  MemberContent(
      String table,
      CsvDialect dialect,
      long place,
      int headerBytes,
      SegmentPacker packer,
      KnownHeaders known) {
    this.table = table;
    this.dialect = dialect;
    this.place = place;
    this.packer = packer;
    this.known = known;
    this.splitter = new HeaderSplitter(dialect, headerBytes);
  }

  @Override
  public void accept(byte[] bytes, int from, int to) {
    int at = from;
    if (counter == null) {
      at = takeHeader(bytes, from, to);
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
      splitter.header().map(this::segmentHeader).ifPresent(this::beginRecords);
    }
    if (counter == null) {
      return Optional.empty();
    }
    long records = counter.finish();
    return Optional.of(new Packed(packer.end(records), records, blankLines));
  }

  /** The first place behind the header, or behind what is here of it. */
  private int takeHeader(byte[] bytes, int from, int to) {
    boolean first = !begun;
    begun = true;
    if (first) {
      Optional<KnownHeaders.Known> met = known.find(table, bytes, from, to);
      if (met.isPresent()) {
        blankLines = met.get().blankLines();
        beginRecords(met.get().header());
        return from + met.get().length();
      }
    }
    int at = splitter.accept(bytes, from, to);
    Optional<SegmentHeader> header = splitter.header().map(this::segmentHeader);
    header.ifPresent(this::beginRecords);
    blankLines = splitter.blankLines();
    if (first && header.isPresent()) {
      known.remember(header.get(), blankLines, bytes, from, at);
    }
    return at;
  }

  private SegmentHeader segmentHeader(MemberHeader header) {
    return new SegmentHeader(table, header, dialect);
  }

  private void beginRecords(SegmentHeader header) {
    boolean oneColumn = header.header().columns().size() == 1;
    counter = new RecordCounter(dialect, header.header().carriageReturns(), oneColumn);
    packer.begin(header, place);
  }

  /** A packed member. */
  record Packed(MemberPlace place, long records, long blankLines) {}
}
