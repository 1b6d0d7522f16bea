package io.tributary.core.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.ZstdVersion;
import io.tributary.core.document.ArchiveManifest.Packing;
import io.tributary.core.store.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Packs bytes into zstd frames, each of as many unpacked bytes but the last, and none of which
 * depends on another: so a range is unpacked without what lies before it, and equal bytes are
 * packed to equal bytes in whatever pieces they come. Packed frames gather until they are taken.
 */
public final class FramePacker {
  /** What segments are written with: 1 ms to unpack, and a few bytes of the manifest. */
  public static final int FRAME_BYTES = 1 << 20;

  /** Another version may pack to other bytes. */
  public static final String LIBRARY_VERSION = ZstdVersion.VERSION;

  /** A third of the bytes; the next ones take much longer to win little. */
  private static final int LEVEL = 1;

  /** Many segments are small, and need no room for a frame. */
  private static final int FIRST_ROOM = 64 << 10;

  private final int frameBytes;
  private byte[] frame;
  private int filled;
  private final List<Integer> sizes = new ArrayList<>();
  private List<Payload> frames = new ArrayList<>();
  private long packedBytes;

  /** Packs into frames of {@link #FRAME_BYTES}. */
  public FramePacker() {
    this(FRAME_BYTES);
  }

  /** Packs into frames of another size. */
  public FramePacker(int frameBytes) {
    ZstdLibrary.require();
    this.frameBytes = frameBytes;
    this.frame = new byte[Math.min(frameBytes, FIRST_ROOM)];
  }

  /** Packs bytes behind those that came before. */
  public void add(byte[] bytes, int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    int at = from;
    while (at < to) {
      if (filled == frame.length) {
        frame = Arrays.copyOf(frame, Math.min(frameBytes, 4 * frame.length));
      }
      int count = Math.min(to - at, frame.length - filled);
      System.arraycopy(bytes, at, frame, filled, count);
      filled += count;
      at += count;
      if (filled == frameBytes) {
        pack();
      }
    }
  }

  /** Packs what is left as the last frame: no more bytes come. */
  public void end() {
    if (filled > 0) {
      pack();
    }
  }

  private void pack() {
    byte[] packed = new byte[Math.toIntExact(Zstd.compressBound(filled))];
    // A context that was used before is faster by little, and need not pack to the same bytes.
    long size = Zstd.compressByteArray(packed, 0, packed.length, frame, 0, filled, LEVEL, true);
    sizes.add((int) size);
    frames.add(Payload.of(Arrays.copyOf(packed, (int) size)));
    packedBytes += size;
    filled = 0;
  }

  /** Bytes of the packed frames that were not taken yet. */
  public long packedBytes() {
    return packedBytes;
  }

  /** Takes the packed frames that were not taken yet. */
  public Payload take() {
    Payload taken = Payload.concat(frames);
    frames = new ArrayList<>();
    packedBytes = 0;
    return taken;
  }

  /** All frames so far, for the manifest. */
  public Packing packing() {
    return new Packing(Packing.ZSTD, frameBytes, sizes);
  }
}
