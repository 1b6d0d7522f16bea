package io.tributary.transfer.segment;

import io.tributary.core.config.ExtractSpec.SegmentCompression;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.RefusalReason;
import io.tributary.core.store.ObjectStore;
import io.tributary.transfer.archive.ByteSink;
import io.tributary.transfer.archive.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs one archive's members into segments, one open segment for each table and header, within the
 * pages of its pool. When those are used up, the largest buffer becomes a segment. That moment
 * depends on the bytes alone, never on the pieces in which they come, so that segments are the same
 * in every run.
 */
public final class SegmentPacker implements ByteSink {
  /** Headers are kept in memory and in the manifest; real archives have a few hundred kB. */
  private static final long MAXIMUM_HEADER_BYTES = 8 << 20;

  private static final int COLUMN_OVERHEAD = 32;
  private static final byte[] LINE_END = {'\n'};

  private final SegmentTarget target;
  private final PagePool pool;
  private final Map<SegmentHeader, SegmentBuffer> open = new LinkedHashMap<>();
  private SegmentBuffer present;
  private long headerBytes;
  private boolean lineEnded;

  /**
   * Begins an archive.
   *
   * @param key of the archive's manifest
   * @param pool all its memory for members' bytes
   */
  public SegmentPacker(
      ObjectStore store,
      DayLayout layout,
      String archive,
      SegmentCompression compression,
      String key,
      PagePool pool) {
    this.target = new SegmentTarget(store, layout, archive, compression, key);
    this.pool = pool;
  }

  /** Begins a member whose records will be given to {@link #accept}. */
  public void begin(SegmentHeader header, long place) {
    present = open.get(header);
    if (present == null) {
      byte[] line = header.line();
      countHeader(header, line);
      present = new SegmentBuffer(header, line, target, pool);
      open.put(header, present);
    }
    present.beginMember(place);
    lineEnded = true;
  }

  @Override
  public void accept(byte[] bytes, int from, int to) {
    if (from == to) {
      return;
    }
    append(bytes, from, to);
    byte last = bytes[to - 1];
    lineEnded = last == '\n' || (last == '\r' && present.header().header().carriageReturns());
  }

  /** Ends the member and says where its records lie. */
  public MemberPlace end(long records) {
    long length = present.memberLength();
    if (!lineEnded) {
      append(LINE_END, 0, 1);
    }
    present.endMember(records);
    MemberPlace place = new MemberPlace(present.number(), present.memberOffset(), length);
    if (present.isStreamed()) {
      present.completeUpload();
      open.remove(present.header());
    }
    present = null;
    return place;
  }

  /**
   * Hands on what was given of the present member.
   *
   * @param from so many bytes behind its first
   * @return false when it is too large to be read twice: 8 MiB or more
   */
  public boolean readMember(long from, ByteSink sink) {
    return present.readMember(from, sink);
  }

  /** Takes back the member that was begun, and all that was given of it: it is refused. */
  public void drop() {
    if (present.dropMember()) {
      open.remove(present.header());
      headerBytes -= size(present.header(), present.header().line());
    }
    present = null;
  }

  /** Writes what is still open and gives all segments, in the order of their numbers. */
  public List<Segment> finish() {
    open.values().forEach(SegmentBuffer::writeComplete);
    open.clear();
    return target.segments();
  }

  /** Gives up what is being uploaded: the archive ends here. */
  public void abortUploads() {
    target.abortUploads();
  }

  /** Removes what was written: the archive is refused. */
  public void discard() {
    target.discard();
  }

  /** Gives all memory back to the pool. */
  public void release() {
    open.values().forEach(SegmentBuffer::free);
    open.clear();
  }

  private void append(byte[] bytes, int from, int to) {
    int at = present.append(bytes, from, to);
    while (at < to) {
      makeRoom();
      at = present.append(bytes, at, to);
    }
  }

  private void makeRoom() {
    SegmentBuffer largest = largest(true);
    if (largest == present && present.completeLength() > 0) {
      countHeader(present.header(), present.header().line());
      present.writeComplete();
      present.continueMember();
    } else if (largest == present && present.length() >= SegmentBuffer.MINIMUM_PART) {
      present.uploadPart();
    } else {
      SegmentBuffer other = largest == present ? largest(false) : largest;
      other.writeComplete();
      open.remove(other.header());
    }
  }

  /** The buffer with the most bytes, the oldest of several. */
  private SegmentBuffer largest(boolean withPresent) {
    SegmentBuffer largest = null;
    for (SegmentBuffer buffer : open.values()) {
      boolean counts = withPresent || buffer != present;
      if (counts && (largest == null || buffer.length() > largest.length())) {
        largest = buffer;
      }
    }
    return largest;
  }

  private static long size(SegmentHeader header, byte[] line) {
    return line.length + (long) COLUMN_OVERHEAD * header.header().columns().size();
  }

  private void countHeader(SegmentHeader header, byte[] line) {
    headerBytes += size(header, line);
    if (headerBytes > MAXIMUM_HEADER_BYTES) {
      throw new RefusedException(
          RefusalReason.TOO_MANY_HEADERS,
          "has more than " + (MAXIMUM_HEADER_BYTES >> 20) + " MiB of different headers");
    }
  }
}
