package io.tributary.transfer.archive;

import io.tributary.core.error.TemporaryException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Lets another thread read and unpack what comes next, as soon as a CPU is spare, while this one
 * works on what it has. What is read, where it ends and what is refused stay the same: a failure is
 * thrown where the bytes before it are used up.
 *
 * <p>The two hand blocks to each other that stay in the processor's cache. Whole archives go by
 * another way: several at once, which needs no hand-over, and is what a large delivery gets.
 */
public final class UnpackAhead implements UnpackedBytes, AutoCloseable {
  /** Smaller archives are done before another thread has begun. */
  private static final long WORTH_A_THREAD = 1 << 20;

  private static final int BLOCKS = 8;
  private static final int BLOCK_BYTES = 128 << 10;

  private final UnpackedBytes in;
  private final SpareCpus cpus;
  private final long begin;
  private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS);

  /** With room for the end, too. */
  private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS + 1);

  private final Block end = new Block(0);
  private long read;
  private boolean begun;
  private volatile boolean closed;

  /** Why the other thread ended before the end; null: it did not, or not yet. */
  private Throwable failure;

  /** The block that is being used; null: none. */
  private Block block;

  /** Bytes on their way from one thread to the other. */
  private static final class Block {
    final byte[] bytes;
    int position;
    int limit;

    Block(int bytes) {
      this.bytes = new byte[bytes];
    }
  }

  /**
   * Reads from where {@code in} is.
   *
   * @param in nobody else's until this is closed
   */
  public UnpackAhead(UnpackedBytes in, SpareCpus cpus) {
    this(in, cpus, WORTH_A_THREAD);
  }

  /** Another thread begins once so many bytes were read. */
  UnpackAhead(UnpackedBytes in, SpareCpus cpus, long begin) {
    this.in = in;
    this.cpus = cpus;
    this.begin = begin;
  }

  @Override
  public int read(byte[] out, int from, int to) {
    if (!begun && read >= begin) {
      begun = cpus.run(this::fill);
    }
    int count = begun ? take(out, from, to) : in.read(out, from, to);
    read += count;
    return count;
  }

  /** Whether another thread unpacks, or did. */
  public boolean begun() {
    return begun;
  }

  @Override
  public long trailing() {
    return in.trailing();
  }

  /** Of the other thread: fills blocks until the end, a failure, or that nobody wants more. */
  private void fill() {
    try {
      for (int i = 0; i < BLOCKS; i++) {
        empty.add(new Block(BLOCK_BYTES));
      }
      for (Block next = empty.take(); !closed; next = empty.take()) {
        next.position = 0;
        next.limit = in.read(next.bytes, 0, BLOCK_BYTES);
        if (next.limit < 0) {
          return;
        }
        full.put(next);
      }
    } catch (InterruptedException e) {
      failure = interrupted(e);
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      full.add(end);
    }
  }

  private int take(byte[] out, int from, int to) {
    if (block == null) {
      block = next();
    }
    if (block == end) {
      requireNoFailure();
      return -1;
    }
    int count = Math.min(to - from, block.limit - block.position);
    System.arraycopy(block.bytes, block.position, out, from, count);
    block.position += count;
    if (block.position == block.limit) {
      empty.add(block);
      block = null;
    }
    return count;
  }

  private void requireNoFailure() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  private static TemporaryException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new TemporaryException("interrupted while unpacking; try again", e);
  }

  private Block next() {
    try {
      return full.take();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits until the other thread has let go of what it reads from. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (begun && block != end) {
      try {
        if (block != null) {
          empty.add(block);
        }
        block = full.take();
      } catch (InterruptedException e) {
        block = null;
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
