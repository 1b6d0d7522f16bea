package io.tributary.transfer.segment;

import io.tributary.core.document.ArchiveManifest.Packing;
import io.tributary.core.segment.FramePacker;
import io.tributary.core.store.Location;
import io.tributary.core.store.MultipartUpload;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.UploadedPart;
import io.tributary.core.store.WriteCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A segment that comes in pieces, as its one member is larger than the memory, or as it is packed:
 * it is uploaded in parts, or by one PUT when all that is packed of it is less than a part.
 */
final class StreamedSegment {
  private final ObjectStore store;
  private final Location location;
  private final Optional<FramePacker> packer;
  private final CRC32C crc = new CRC32C();
  private final List<UploadedPart> parts = new ArrayList<>();
  private Optional<MultipartUpload> upload = Optional.empty();
  private byte[] front;
  private long length;

  /**
   * Begins; nothing is written yet.
   *
   * @param front bytes before the first piece's
   * @param packer of its bytes, if they are packed
   */
  StreamedSegment(
      ObjectStore store, Location location, byte[] front, Optional<FramePacker> packer) {
    this.store = store;
    this.location = location;
    this.front = front;
    this.packer = packer;
  }

  /** Bytes that were added, the header line included, before they were packed. */
  long length() {
    return length;
  }

  /** Of these bytes. */
  String crc32c() {
    return SegmentTarget.shown(crc);
  }

  /** How it is packed, once it is complete. */
  Optional<Packing> packing() {
    return packer.map(FramePacker::packing);
  }

  /**
   * Uploads the first of the bytes, or keeps what is packed of them until it is a part, and drops
   * them.
   */
  void add(PagedBytes bytes, long count) {
    crc.update(front);
    bytes.first(count, (page, from, to) -> crc.update(page, from, to - from));
    if (packer.isPresent()) {
      pack(packer.get(), front, 0, front.length);
      bytes.first(count, (page, from, to) -> pack(packer.get(), page, from, to));
    } else {
      uploadPart(Payload.concat(List.of(Payload.of(front), bytes.payload(count))));
    }
    length += front.length + count;
    bytes.drop(count);
    front = new byte[0];
  }

  private void pack(FramePacker to, byte[] bytes, int from, int end) {
    to.add(bytes, from, end);
    if (to.packedBytes() >= SegmentBuffer.MINIMUM_PART) {
      uploadPart(to.take());
    }
  }

  private void uploadPart(Payload payload) {
    if (upload.isEmpty()) {
      upload = Optional.of(store.begin(location));
    }
    parts.add(store.upload(upload.get(), parts.size() + 1, payload));
  }

  /** Makes the object. */
  void complete() {
    packer.ifPresent(FramePacker::end);
    Optional<Payload> rest = packer.map(FramePacker::take).filter(last -> last.size() > 0);
    if (upload.isPresent()) {
      rest.ifPresent(this::uploadPart);
      store.complete(upload.get(), parts, WriteCondition.none());
    } else {
      store.write(location, rest.orElseThrow(), WriteCondition.none());
    }
  }

  void abort() {
    upload.ifPresent(store::abort);
  }
}
