package io.tributary.transfer.segment;

import io.tributary.core.store.MultipartUpload;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.UploadedPart;
import io.tributary.core.store.WriteCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** A segment that is uploaded in parts, as its one member is larger than the memory. */
final class StreamedSegment {
  private final ObjectStore store;
  private final MultipartUpload upload;
  private final CRC32C crc = new CRC32C();
  private final List<UploadedPart> parts = new ArrayList<>();
  private byte[] front;
  private long length;

  /**
   * Begins.
   *
   * @param front bytes before the first part's
   */
  StreamedSegment(ObjectStore store, MultipartUpload upload, byte[] front) {
    this.store = store;
    this.upload = upload;
    this.front = front;
  }

  /** Bytes uploaded, the header line included. */
  long length() {
    return length;
  }

  /** Uploads all of the bytes and drops them. */
  void add(PagedBytes bytes) {
    crc.update(front);
    bytes.first(bytes.length(), (page, from, to) -> crc.update(page, from, to - from));
    Payload payload = Payload.concat(List.of(Payload.of(front), bytes.payload(bytes.length())));
    parts.add(store.upload(upload, parts.size() + 1, payload));
    length += payload.size();
    bytes.drop(bytes.length());
    front = new byte[0];
  }

  /** Makes the object of the parts, and gives its CRC32C. */
  String complete() {
    store.complete(upload, parts, WriteCondition.none());
    return SegmentTarget.shown(crc);
  }

  void abort() {
    store.abort(upload);
  }
}
