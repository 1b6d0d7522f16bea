package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.MemberLedger;
import io.tributary.core.error.DataException;
import io.tributary.core.store.ObjectStore;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the slices of one task: member by member in the order of the ledgers, each from its
 * segment, and sees to it that slicing finds as many records as extraction counted.
 */
final class SliceReader implements AutoCloseable {
  private static final int READ_AHEAD = 4 << 20;
  private static final int SMALLEST_CHUNK = 256 << 10;

  private final TableJob job;
  private final ObjectStore store;
  private final SliceDecisions decisions;
  private final CheckingSink checking;
  private final MemberSlicer[] slicers;
  private final byte[] room = MarkedBlock.room();
  private final Map<Integer, Source> sources = new HashMap<>();

  /** By variant, the segment that was read last. */
  private final Map<Integer, SegmentCursor> latest = new HashMap<>();

  private Iterator<ArchiveSlice> archives;
  private ArchiveSlice archive;
  private Stream<LedgerEntry> ledger = Stream.empty();
  private Iterator<LedgerEntry> entries = ledger.iterator();
  private LedgerEntry member;
  private MemberSlicer slicer;
  private long memberOrdinal;
  private long bytesRead;

  /** A segment being read, and the slicer for its header. */
  private record Source(SegmentCursor cursor, MemberSlicer slicer, VariantLayout variant) {}

  /**
   * A reader of nothing yet.
   *
   * @param checks that decide which records are given on as rows
   */
  SliceReader(TableJob job, ObjectStore store, SliceDecisions decisions, RowChecks checks) {
    this.job = job;
    this.store = store;
    this.decisions = decisions;
    this.checking = new CheckingSink(checks);
    this.slicers = new MemberSlicer[job.variants().size()];
  }

  /** Turns to a slice. */
  void begin(Slice slice) {
    archives = slice.archives().iterator();
    decisions.begin(slice.index());
    memberOrdinal = 0;
  }

  /** Gives all that the slice has to the sink. */
  void all(RecordSink to) {
    while (next(to)) {
      if (slicer != null) {
        slicer.all(checking.to(to));
      }
    }
  }

  /** Gives the next thing that the slice has to the sink; false at the end. */
  boolean next(RecordSink to) {
    RecordSink sink = checking.to(to);
    if (slicer != null) {
      if (slicer.next(sink)) {
        return true;
      }
      endMember();
    }
    while (!entries.hasNext()) {
      sink.release();
      closeArchive();
      if (!archives.hasNext()) {
        return false;
      }
      open(archives.next(), sink);
    }
    beginMember(entries.next(), sink);
    return true;
  }

  private void open(ArchiveSlice next, RecordSink sink) {
    archive = next;
    ledger = MemberLedger.read(store, job.layout().ledger(archive.archive()), archive.entry());
    entries =
        ledger
            .filter(entry -> entry.place() >= archive.fromPlace())
            .takeWhile(entry -> entry.place() < archive.toPlace())
            .iterator();
    // Segments of one header follow each other: only one of them is being read at a time.
    long headers =
        archive.segments().stream().mapToInt(ArchiveSlice.SegmentSlice::variant).distinct().count();
    int share = (int) (READ_AHEAD / Math.max(1, headers));
    int chunk = Math.min(store.readSize(), Math.max(SMALLEST_CHUNK, share));
    for (ArchiveSlice.SegmentSlice segment : archive.segments()) {
      VariantLayout variant = job.variants().get(segment.variant());
      if (slicers[variant.id()] == null) {
        slicers[variant.id()] = new MemberSlicer(variant, job.recordBytes(), room);
      }
      SegmentCursor cursor =
          new SegmentCursor(
              store,
              job.layout().day().child(segment.path()),
              segment.content(),
              segment.end(),
              chunk);
      sources.put(segment.index(), new Source(cursor, slicers[variant.id()], variant));
    }
    sink.archive(archive);
  }

  private void beginMember(LedgerEntry entry, RecordSink sink) {
    long ordinal = memberOrdinal++;
    if (decisions.repeated(ordinal)) {
      sink.repeated(entry);
      return;
    }
    member = entry;
    boolean conflicting = decisions.conflicting(ordinal);
    if (entry.segment() == LedgerEntry.NO_SEGMENT) {
      if (entry.records() != 0) {
        throw new DataException(
            place() + " has " + entry.records() + " records in no segment; run extract again");
      }
      sink.member(entry, null, conflicting);
      return;
    }
    Source source = sources.get(entry.segment());
    if (source == null) {
      throw new DataException(
          place()
              + " is in segment "
              + entry.segment()
              + ", which the manifest does not have for the table; run extract again");
    }
    sink.member(entry, source.variant(), conflicting);
    SegmentCursor before = latest.put(source.variant().id(), source.cursor());
    if (before != null && before != source.cursor()) {
      source.cursor().follow(before);
    }
    slicer = source.slicer();
    slicer.begin(entry, source.cursor());
  }

  /** The first half of the conservation promise: two counters, written apart, that must agree. */
  private void endMember() {
    if (slicer.records() != member.records()) {
      throw new DataException(
          place()
              + ": extract counted "
              + member.records()
              + " records, merge "
              + slicer.records()
              + "; nothing is published, report this member");
    }
    slicer = null;
  }

  private String place() {
    return "member " + member.name() + " of " + archive.archive() + " (table " + job.table() + ")";
  }

  private void closeArchive() {
    ledger.close();
    ledger = Stream.empty();
    entries = ledger.iterator();
    for (Source source : sources.values()) {
      bytesRead += source.cursor().bytesRead();
      source.cursor().release();
    }
    sources.clear();
    latest.clear();
  }

  long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() {
    closeArchive();
  }
}
