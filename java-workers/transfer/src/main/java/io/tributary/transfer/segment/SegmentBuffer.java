package io.tributary.transfer.segment;

import io.tributary.core.document.ArchiveManifest.Packing;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.ArchiveManifest.Split;
import io.tributary.core.store.Payload;
import io.tributary.transfer.archive.ByteSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One open segment: the header line, whole members, and perhaps the member that is being read. The
 * whole members leave it as one PUT; a member that alone outgrows the memory leaves it in parts.
 */
final class SegmentBuffer {
  /** The least that is uploaded as a part; above the stores' own minimum. */
  static final int MINIMUM_PART = 8 << 20;

  private static final long SPLIT_DISTANCE = 8L << 20;

  private final SegmentHeader header;
  private final byte[] headerLine;
  private final SegmentTarget target;
  private final PagedBytes bytes;
  private final List<Split> splits = new ArrayList<>();
  private int number;
  private long members;
  private long records;

  /** Bytes of whole members in {@link #bytes}; those behind them belong to the present member. */
  private long complete;

  private long memberPlace;
  private long memberOffset;

  /** The object in the making when its one member is streamed; else null. */
  private StreamedSegment streamed;

  SegmentBuffer(SegmentHeader header, byte[] headerLine, SegmentTarget target, PagePool pool) {
    this.header = header;
    this.headerLine = headerLine;
    this.target = target;
    this.bytes = new PagedBytes(pool);
    this.number = target.nextNumber();
  }

  SegmentHeader header() {
    return header;
  }

  int number() {
    return number;
  }

  /** Bytes in memory. */
  long length() {
    return bytes.length();
  }

  /** Bytes in memory that belong to whole members. */
  long completeLength() {
    return complete;
  }

  boolean isStreamed() {
    return streamed != null;
  }

  void beginMember(long place) {
    memberPlace = place;
    memberOffset = headerLine.length + complete;
    if (splits.isEmpty()
        || memberOffset - splits.get(splits.size() - 1).offset() >= SPLIT_DISTANCE) {
      splits.add(new Split(place, memberOffset));
    }
  }

  /** See {@link PagedBytes#append}. */
  int append(byte[] from, int begin, int end) {
    return bytes.append(from, begin, end);
  }

  /** Bytes of the present member so far. */
  long memberLength() {
    long gone = streamed == null ? headerLine.length : streamed.length();
    return gone + bytes.length() - memberOffset;
  }

  long memberOffset() {
    return memberOffset;
  }

  void endMember(long memberRecords) {
    members++;
    records += memberRecords;
    complete = bytes.length();
  }

  /**
   * Hands on what there is of the present member; false: it is so large that with less memory a
   * part of it would be gone.
   */
  boolean readMember(long from, ByteSink sink) {
    boolean here = memberLength() < MINIMUM_PART;
    if (here) {
      bytes.behind(complete + from, sink);
    }
    return here;
  }

  /**
   * Takes back the present member.
   *
   * @return whether no member is left, so that the segment is none, nor its number used
   */
  boolean dropMember() {
    if (streamed != null) {
      throw new IllegalStateException("a part of the member is uploaded");
    }
    bytes.truncate(complete);
    splits.removeIf(split -> split.place() == memberPlace);
    if (members == 0) {
      target.takeBack(number);
    }
    return members == 0;
  }

  /** Writes the whole members as one object; what follows them begins the next segment. */
  void writeComplete() {
    if (target.packs()) {
      StreamedSegment packed = target.stream(header.table(), number, headerLine);
      packed.add(bytes, complete);
      complete(packed);
    } else {
      Payload payload = Payload.concat(List.of(Payload.of(headerLine), bytes.payload(complete)));
      Optional<String> known = target.write(header.table(), number, payload);
      String crc32c = known.orElseGet(this::completeCrc32c);
      target.add(number, segment(payload.size(), crc32c, Optional.empty()));
      bytes.drop(complete);
    }
    complete = 0;
    members = 0;
    records = 0;
    splits.clear();
  }

  private String completeCrc32c() {
    CRC32C crc = new CRC32C();
    crc.update(headerLine);
    bytes.first(complete, (page, from, to) -> crc.update(page, from, to - from));
    return SegmentTarget.shown(crc);
  }

  /** The present member goes on in a new segment of the same header. */
  void continueMember() {
    number = target.nextNumber();
    memberOffset = headerLine.length;
    splits.add(new Split(memberPlace, memberOffset));
  }

  /** Uploads what there is of the present member, which alone fills the segment. */
  void uploadPart() {
    if (streamed == null) {
      streamed = target.stream(header.table(), number, headerLine);
    }
    streamed.add(bytes, bytes.length());
  }

  /** Ends the segment of a streamed member, once that has ended. */
  void completeUpload() {
    if (bytes.length() > 0) {
      streamed.add(bytes, bytes.length());
    }
    complete(streamed);
  }

  private void complete(StreamedSegment stream) {
    target.complete(stream);
    target.add(number, segment(stream.length(), stream.crc32c(), stream.packing()));
  }

  /** Drops everything. */
  void free() {
    bytes.drop(bytes.length());
  }

  private Segment segment(long size, String crc32c, Optional<Packing> packing) {
    return new Segment(
        target.path(header.table(), number),
        header.table(),
        header.header().columns(),
        header.dialect(),
        header.header().carriageReturns(),
        members,
        records,
        size,
        crc32c,
        splits,
        packing);
  }
}
