package io.tributary.core.segment;

import io.tributary.core.document.ArchiveManifest.Packing;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.error.DataException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Objects;

/**
 * Reads a segment's bytes as they were before they were packed, if they were. All offsets and
 * lengths count such bytes. What is read of a packed one is right or fails: each of its frames has
 * a checksum.
 */
public final class SegmentContent implements Serializable {
  /** What to do about one that cannot be read. */
  public static final String AGAIN =
      "delete the archive's manifest, then clear batch_extract and merge";

  private static final long serialVersionUID = 1L;
  private static final int NOT_PACKED = 0;
  private static final int[] NO_FRAMES = {};

  private final long bytes;
  private final int frameBytes;

  /** Bytes of each frame as it is stored. */
  private final int[] stored;

  private SegmentContent(long bytes, int frameBytes, int[] stored) {
    this.bytes = bytes;
    this.frameBytes = frameBytes;
    this.stored = stored;
  }

  /** That of a segment in a manifest. */
  public static SegmentContent of(Segment segment) {
    return segment
        .packing()
        .map(packing -> packed(segment.bytes(), packing))
        .orElseGet(() -> plain(segment.bytes()));
  }

  /** That of an object that is not packed. */
  public static SegmentContent plain(long bytes) {
    return new SegmentContent(bytes, NOT_PACKED, NO_FRAMES);
  }

  private static SegmentContent packed(long bytes, Packing packing) {
    int[] stored = packing.frames().stream().mapToInt(Integer::intValue).toArray();
    return new SegmentContent(bytes, packing.frameBytes(), stored);
  }

  /** Bytes that the object has. */
  public long bytes() {
    return bytes;
  }

  /**
   * Where reading had better end, so that what follows need not be unpacked twice.
   *
   * @param from where it begins
   * @param to where it would end
   * @return between the two, never {@code from} itself
   */
  public long goodEnd(long from, long to) {
    long boundary = frameBytes == NOT_PACKED ? to : to - to % frameBytes;
    return boundary > from ? boundary : to;
  }

  /** Bytes that are unpacked at least to have one of them. */
  public int leastRead() {
    return frameBytes == NOT_PACKED ? 1 : frameBytes;
  }

  /** Bytes that are fetched to have a range. */
  public long fetched(long offset, long length) {
    return frameBytes == NOT_PACKED || length == 0
        ? length
        : stored(frame(offset), frame(offset + length - 1) + 1);
  }

  /**
   * Opens a range by one request; the caller closes it. Besides what the store throws, reading
   * fails with a {@link DataException} when what is stored is damaged, and with an {@link
   * java.io.EOFException} when less of a packed object comes than there should be.
   */
  public InputStream read(ObjectStore store, Location at, long offset, long length) {
    if (frameBytes == NOT_PACKED) {
      return store.read(at, offset, length);
    }
    if (offset < 0 || length < 0 || length > bytes - offset) {
      throw new DataException(
          "segment "
              + at
              + " has "
              + bytes
              + " bytes, and none at "
              + offset
              + " to "
              + (offset + length)
              + ", which its ledger names; "
              + AGAIN);
    }
    if (length == 0) {
      return InputStream.nullInputStream();
    }
    int first = frame(offset);
    InputStream in = store.read(at, stored(0, first), fetched(offset, length));
    long skip = offset - (long) first * frameBytes;
    return new FrameStream(in, this, at, first, skip, length);
  }

  /**
   * Opens all of an object, as far as it is there: of one that is cut whatever is whole. One that
   * has more than it should is damaged.
   */
  public InputStream readAll(ObjectStore store, Location at) {
    InputStream in = store.read(at);
    return frameBytes == NOT_PACKED ? in : FrameStream.ofWhole(in, this, at);
  }

  int frames() {
    return stored.length;
  }

  /** Bytes of a frame as it is stored. */
  int stored(int frame) {
    return stored[Objects.checkIndex(frame, stored.length)];
  }

  /** Bytes of a frame once it is unpacked. */
  int unpacked(int frame) {
    return (int) Math.min(frameBytes, bytes - (long) frame * frameBytes);
  }

  private int frame(long offset) {
    return (int) (offset / frameBytes);
  }

  /** Stored bytes of some frames. */
  private long stored(int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += stored[i];
    }
    return sum;
  }
}
