package io.tributary.merge.slice;

import io.tributary.core.error.DataException;
import io.tributary.core.store.MultipartUpload;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;

/**
 * Collects what a task writes and uploads it in parts. One part is the rule; a slice that grows (a
 * huge member, many absent columns) takes several, ever larger ones, within the numbers that it
 * owns. A slice too small for a part keeps its bytes.
 */
final class PartOutput implements AutoCloseable {
  private static final int MINIMUM = ObjectStore.MINIMUM_PART_SIZE;
  private static final int LARGEST = 1 << 30;

  /** What is hashed at once, while it is still in the processor's cache. */
  private static final int HASHED_AT_ONCE = 64 << 10;

  private static final ConcurrentLinkedQueue<GrowingBytes> BUFFERS = new ConcurrentLinkedQueue<>();

  private final ObjectStore store;
  private final Optional<MultipartUpload> upload;
  private final int firstPart;
  private final int parts;
  private final long partBytes;
  private final GrowingBytes bytes;
  private final List<PartUpload> uploads = new ArrayList<>();
  private final CRC32C crc32c = new CRC32C();
  private final MessageDigest sha256 = Sha256.digest();

  /** Bytes of the present part that are hashed. */
  private int hashed;

  private long uploadedBytes;
  private boolean discards;

  PartOutput(
      ObjectStore store,
      Optional<MultipartUpload> upload,
      int firstPart,
      int parts,
      long partBytes,
      long expected) {
    this.store = store;
    this.upload = upload;
    this.firstPart = firstPart;
    this.parts = parts;
    this.partBytes = Math.max(partBytes, 2L * MINIMUM);
    GrowingBytes pooled = BUFFERS.poll();
    long capacity = Math.min(this.partBytes, expected + expected / 8) + (64 << 10);
    this.bytes = pooled != null ? pooled : new GrowingBytes((int) Math.min(capacity, LARGEST));
  }

  /** An output for what nobody wants. */
  static PartOutput discarding(ObjectStore store) {
    PartOutput output = new PartOutput(store, Optional.empty(), 1, 1, 0, 0);
    output.discards = true;
    return output;
  }

  GrowingBytes bytes() {
    return bytes;
  }

  /** Uploads what is enough for a part; to be called behind whole rows. */
  void rowsEnded() {
    if (discards) {
      bytes.clear();
      return;
    }
    while (upload.isPresent() && bytes.size() - hashed >= HASHED_AT_ONCE) {
      int part = (int) partSize();
      hash(Math.min(part, bytes.size()));
      if (bytes.size() < part + MINIMUM) {
        return;
      }
      upload(part, firstPart + uploads.size());
    }
  }

  private void hash(int to) {
    if (to > hashed) {
      crc32c.update(bytes.array(), hashed, to - hashed);
      sha256.update(bytes.array(), hashed, to - hashed);
      hashed = to;
    }
  }

  /** Parts grow with the share of numbers used: by half of them once, then twice, and so on. */
  private long partSize() {
    int doublings = (int) (8L * uploads.size() / parts);
    return Math.min(LARGEST, (partBytes + partBytes / 4) << doublings);
  }

  /**
   * Uploads what is left, unless it is too small.
   *
   * @param last whether a part of any size may be uploaded
   */
  void end(boolean last) {
    boolean large = bytes.size() >= MINIMUM || !uploads.isEmpty();
    if (upload.isPresent() && bytes.size() > 0 && (large || last)) {
      upload(bytes.size(), firstPart + parts - 1);
    }
  }

  /** Uploads the first bytes as the next part, which stands for the numbers through another. */
  private void upload(int length, int through) {
    if (uploads.size() == parts) {
      throw new DataException(
          upload.get().location()
              + " needs more than 10,000 parts; raise merge.part-size in the partner file");
    }
    Payload payload = Payload.of(bytes.array(), 0, length);
    hash(length);
    int number = firstPart + uploads.size();
    uploads.add(
        new PartUpload(
            store.upload(upload.get(), number, through, payload),
            (int) crc32c.getValue(),
            sha256.digest()));
    crc32c.reset();
    hashed = 0;
    uploadedBytes += length;
    bytes.removeBefore(length);
  }

  List<PartUpload> uploads() {
    return uploads;
  }

  /** All bytes, uploaded or not. */
  long size() {
    return uploadedBytes + bytes.size();
  }

  /** Gives the buffer to the next task. */
  @Override
  public void close() {
    bytes.clear();
    BUFFERS.offer(bytes);
  }
}
