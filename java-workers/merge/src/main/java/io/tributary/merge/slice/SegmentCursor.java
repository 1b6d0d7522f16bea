package io.tributary.merge.slice;

import io.tributary.core.error.DataException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.segment.SegmentContent;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Reads one segment forward, a chunk at a time, into one buffer that grows only for a record that
 * is longer than it.
 */
final class SegmentCursor {
  /** Of packed segments whole frames are read, behind what is left of a record. */
  private static final int ROOM_FOR_A_RECORD = 64 << 10;

  /** Bytes of the largest buffer that is kept for the next segment. */
  private static final int LARGEST_KEPT = 4 << 20;

  private static final byte[] NOTHING = new byte[RecordScanner.SLACK];

  /** Of segments that were read: a new one would have to be cleared. */
  private static final ArrayBlockingQueue<byte[]> BUFFERS = new ArrayBlockingQueue<>(16);

  private final ObjectStore store;
  private final Location segment;
  private final SegmentContent content;
  private final long end;
  private final int chunk;
  private byte[] buffer = NOTHING;
  private int position;
  private int limit;
  private long fetched;
  private long bytesRead;

  /**
   * A cursor at the segment's begin; nothing is read yet.
   *
   * @param end bytes of the segment that may be read
   * @param content its bytes
   * @param chunk bytes to read at once
   */
  SegmentCursor(ObjectStore store, Location segment, SegmentContent content, long end, int chunk) {
    this.store = store;
    this.segment = segment;
    this.content = content;
    this.end = end;
    int least = content.leastRead();
    int wanted = least == 1 ? chunk : Math.max(chunk, least) + ROOM_FOR_A_RECORD;
    this.chunk = (int) Math.min(wanted, Math.max(64, end));
  }

  /** Goes forward to an offset of the object. */
  void moveTo(long offset) {
    long here = fetched - (limit - position);
    if (offset < here && limit > 0) {
      throw new DataException(
          "the ledger names bytes of " + segment + " out of order; " + SegmentContent.AGAIN);
    }
    if (limit > 0 && offset <= fetched) {
      position += (int) (offset - here);
    } else {
      position = 0;
      limit = 0;
      fetched = offset;
    }
  }

  /** Goes on with the buffer of a cursor that has come to its end. */
  void follow(SegmentCursor ended) {
    if (buffer == NOTHING && ended.buffer.length >= chunk + RecordScanner.SLACK) {
      buffer = ended.buffer;
    }
    ended.fetched -= ended.limit - ended.position;
    ended.position = 0;
    ended.limit = 0;
    ended.buffer = NOTHING;
  }

  /** Fetches more behind what is there, which may move to the front of the buffer. */
  void fill() {
    if (fetched >= end) {
      throw new DataException(
          segment + " ends before the members that its ledger names; " + SegmentContent.AGAIN);
    }
    if (buffer == NOTHING) {
      byte[] pooled = BUFFERS.poll();
      int size = chunk + RecordScanner.SLACK;
      buffer = pooled != null && pooled.length >= size ? pooled : new byte[size];
    }
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    int room = buffer.length - RecordScanner.SLACK - limit;
    if (room < buffer.length / 4) {
      buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
      room = buffer.length - RecordScanner.SLACK - limit;
    }
    long to = fetched + room < end ? content.goodEnd(fetched, fetched + room) : end;
    int wanted = (int) (to - fetched);
    try (InputStream in = content.read(store, segment, fetched, wanted)) {
      int got = in.readNBytes(buffer, limit, wanted);
      if (got < wanted) {
        throw new TemporaryException("the reply for " + segment + " was cut short; try again");
      }
    } catch (IOException e) {
      throw new TemporaryException(
          "cannot read " + segment + ": " + e.getMessage() + "; try again", e);
    }
    bytesRead += content.fetched(fetched, wanted);
    limit += wanted;
    fetched += wanted;
  }

  /** Gives the buffer to the next segment; this one is read no more. */
  void release() {
    if (buffer != NOTHING && buffer.length <= LARGEST_KEPT) {
      BUFFERS.offer(buffer);
    }
    buffer = NOTHING;
    position = 0;
    limit = 0;
  }

  /** Goes over bytes in the buffer. */
  void skip(int bytes) {
    position += bytes;
  }

  byte[] buffer() {
    return buffer;
  }

  int position() {
    return position;
  }

  int limit() {
    return limit;
  }

  /** As they are stored. */
  long bytesRead() {
    return bytesRead;
  }
}
