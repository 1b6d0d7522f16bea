package io.tributary.core.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.tributary.core.error.DataException;
import io.tributary.core.store.Location;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Unpacks frame after frame, into room for one or to where it is read: what a frame holds beyond
 * what the manifest says is an error and never unpacked.
 */
final class FrameStream extends InputStream {
  private static final byte[] NOTHING = {};

  private final InputStream in;
  private final SegmentContent content;
  private final Location at;
  private final boolean whole;
  private byte[] unpacked = NOTHING;
  private int frame;
  private int position;
  private int limit;
  private int skip;
  private long left;

  /**
   * A range of an object.
   *
   * @param in from a frame's first byte
   * @param at the object, for messages
   * @param frame the first one
   * @param skip bytes of it that are not in the range
   * @param length of the range
   */
  FrameStream(
      InputStream in, SegmentContent content, Location at, int frame, long skip, long length) {
    this(in, content, at, frame, skip, length, false);
  }

  /** All of an object, as far as it is there. */
  static FrameStream ofWhole(InputStream in, SegmentContent content, Location at) {
    return new FrameStream(in, content, at, 0, 0, content.bytes(), true);
  }

  private FrameStream(
      InputStream in,
      SegmentContent content,
      Location at,
      int frame,
      long skip,
      long length,
      boolean whole) {
    ZstdLibrary.require();
    this.in = in;
    this.content = content;
    this.at = at;
    this.frame = frame;
    this.skip = Math.toIntExact(skip);
    this.left = length;
    this.whole = whole;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, to.length);
    if (length == 0) {
      return 0;
    }
    if (left > 0 && position == limit) {
      byte[] packed = fetch();
      int size = content.unpacked(frame);
      if (packed.length == 0) {
        left = 0;
      } else if (skip == 0 && size <= Math.min(length, left)) {
        // Straight to where it is wanted.
        unpack(packed, to, offset, size);
        left -= size;
        return size;
      } else {
        unpackHere(packed, size);
      }
    }
    if (left == 0) {
      requireEnd();
      return -1;
    }
    int count = (int) Math.min(Math.min(length, limit - position), left);
    System.arraycopy(unpacked, position, to, offset, count);
    position += count;
    left -= count;
    return count;
  }

  /** The next frame as it is stored; nothing, where all of an object is read and it ends before. */
  private byte[] fetch() throws IOException {
    int stored = content.stored(frame);
    byte[] packed = in.readNBytes(stored);
    if (packed.length == stored) {
      return packed;
    }
    if (whole) {
      return NOTHING;
    }
    throw new EOFException("the reply was cut short in frame " + frame);
  }

  private void unpackHere(byte[] packed, int size) {
    if (unpacked.length < size) {
      unpacked = new byte[size];
    }
    unpack(packed, unpacked, 0, size);
    position = skip;
    limit = size;
    skip = 0;
  }

  private void unpack(byte[] packed, byte[] to, int offset, int size) {
    long got;
    try {
      got = Zstd.decompressByteArray(to, offset, size, packed, 0, packed.length);
    } catch (ZstdException e) {
      throw damaged("frame " + frame + ": " + e.getMessage(), e);
    }
    if (got != size) {
      throw damaged("frame " + frame + " has " + got + " bytes instead of " + size, null);
    }
    frame++;
  }

  private void requireEnd() throws IOException {
    if (whole && frame == content.frames() && in.read() >= 0) {
      throw damaged("it has bytes that the manifest does not know", null);
    }
  }

  private DataException damaged(String how, Throwable cause) {
    return new DataException(
        "segment " + at + " is damaged: " + how + "; " + SegmentContent.AGAIN, cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
