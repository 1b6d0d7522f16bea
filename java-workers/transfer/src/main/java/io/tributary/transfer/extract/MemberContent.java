package io.tributary.transfer.extract;

import io.tributary.core.config.CsvDialect;
import io.tributary.core.document.RefusalReason;
import io.tributary.transfer.archive.ByteSink;
import io.tributary.transfer.archive.RefusedException;
import io.tributary.transfer.csv.HeaderFit;
import io.tributary.transfer.csv.HeaderSplitter;
import io.tributary.transfer.csv.MemberHeader;
import io.tributary.transfer.csv.RecordCounter;
import io.tributary.transfer.csv.SecondHeader;
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
  private final RecordCounter.Room room;
  private final HeaderSplitter splitter;
  private boolean begun;
  private long blankLines;

  /** Counts records once the header is known; null before. */
  private RecordCounter counter;

  /** Judges the header once it is known; null before. */
  private HeaderFit fit;

  private MemberHeader header;

  MemberContent(
      String table,
      CsvDialect dialect,
      long place,
      int headerBytes,
      SegmentPacker packer,
      KnownHeaders known,
      RecordCounter.Room room) {
    this.table = table;
    this.dialect = dialect;
    this.place = place;
    this.packer = packer;
    this.known = known;
    this.room = room;
    this.splitter = new HeaderSplitter(dialect, headerBytes);
  }

  @Override
  public void accept(byte[] bytes, int from, int to) {
    int at = from;
    if (counter == null) {
      at = takeHeader(bytes, from, to);
    }
    if (counter != null && !fit.decided()) {
      int judged = fit.accept(bytes, at, to);
      // Packed too before it may be taken back: what that moves must not depend on the pieces.
      records(bytes, at, judged);
      requireFit();
      at = judged;
    }
    if (counter != null) {
      records(bytes, at, to);
    }
  }

  private void records(byte[] bytes, int from, int to) {
    counter.accept(bytes, from, to);
    packer.accept(bytes, from, to);
  }

  private void requireFit() {
    if (fit.unfit()) {
      throw unfit(fit.detail());
    }
  }

  private RefusedException unfit(String detail) {
    packer.drop();
    return new RefusedException(RefusalReason.UNFIT_HEADER, detail);
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
    fit.finish();
    requireFit();
    long records = counter.finish();
    SecondHeader.find(dialect, header, counter.lastRecord(), packer::readMember)
        .ifPresent(
            detail -> {
              throw unfit(detail);
            });
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

  private void beginRecords(SegmentHeader segment) {
    header = segment.header();
    boolean oneColumn = header.columns().size() == 1;
    counter = new RecordCounter(dialect, header.carriageReturns(), oneColumn, room);
    fit = new HeaderFit(dialect, header);
    packer.begin(segment, place);
  }

  /** A packed member. */
  record Packed(MemberPlace place, long records, long blankLines) {}
}
