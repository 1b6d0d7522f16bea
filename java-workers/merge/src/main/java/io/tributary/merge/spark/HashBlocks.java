package io.tributary.merge.spark;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * Hashes and their places on the way to the partitions that they belong to, many in one array: a
 * shuffle of single rows costs more than all else that is done to them.
 */
final class HashBlocks implements Iterator<Tuple2<Integer, byte[]>> {
  /** A hash, another one that goes with it, and a place. */
  private static final int ENTRY = 5 * Long.BYTES;

  private static final int LARGEST = 1_600 * ENTRY;
  private static final int SMALLEST = 16 * ENTRY;
  private static final int ALL = 16 << 20;

  private final Source source;
  private final int blockBytes;
  private final ByteBuffer[] open;
  private final ArrayDeque<Tuple2<Integer, byte[]>> full = new ArrayDeque<>();
  private int flushed;

  /**
   * Blocks of nothing yet.
   *
   * @param partitions among which the first hashes are shared
   */
  HashBlocks(int partitions, Source source) {
    this.source = source;
    this.open = new ByteBuffer[partitions];
    int share = ALL / partitions / ENTRY * ENTRY;
    this.blockBytes = Math.max(SMALLEST, Math.min(LARGEST, share));
  }

  /** Where hashes come from. */
  interface Source {
    /** Adds the next one; false when there is none. */
    boolean next(HashBlocks to);
  }

  /** Goes over the hashes of blocks. */
  interface Taker {
    /** Takes a hash, the other one, and its place. */
    void take(long high, long low, long otherHigh, long otherLow, long place);
  }

  /** Adds a hash, another one that goes with it, and its place. */
  void add(long high, long low, long otherHigh, long otherLow, long place) {
    int partition = (int) Long.remainderUnsigned(high, open.length);
    ByteBuffer block = open[partition];
    if (block == null) {
      block = ByteBuffer.allocate(blockBytes);
      open[partition] = block;
    }
    block.putLong(high).putLong(low).putLong(otherHigh).putLong(otherLow).putLong(place);
    if (!block.hasRemaining()) {
      close(partition);
    }
  }

  private void close(int partition) {
    ByteBuffer block = open[partition];
    byte[] bytes = new byte[block.flip().remaining()];
    block.get(bytes).clear();
    full.add(new Tuple2<>(partition, bytes));
  }

  @Override
  public boolean hasNext() {
    while (full.isEmpty() && source.next(this)) {
      // Until a block is full.
    }
    while (full.isEmpty() && flushed < open.length) {
      if (open[flushed] != null && open[flushed].position() > 0) {
        close(flushed);
      }
      flushed++;
    }
    return !full.isEmpty();
  }

  @Override
  public Tuple2<Integer, byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return full.remove();
  }

  /** Reads a block. */
  static void read(byte[] block, Taker taker) {
    ByteBuffer in = ByteBuffer.wrap(block);
    while (in.hasRemaining()) {
      taker.take(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }
  }
}
