package io.tributary.transfer.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Breaks a connection off when an answer does not come. The library asks the server's host for
 * signs of life, but a host can live whose file server hangs: then its reads would wait for ever.
 */
final class SilenceLimit implements AutoCloseable {
  private static final long NOT_WAITING = Long.MIN_VALUE;

  /** One thread looks after all connections; its work is to compare two numbers. */
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "sftp-silence");
            thread.setDaemon(true);
            return thread;
          });

  private final Duration limit;
  private final Runnable breakOff;
  private final ScheduledFuture<?> watch;
  private volatile long waitingSince = NOT_WAITING;
  private volatile boolean broken;

  /**
   * A limit that nothing waits for yet.
   *
   * @param limit of silence
   * @param breakOff makes the one who waits fail; called once, by another thread
   */
  SilenceLimit(Duration limit, Runnable breakOff) {
    this.limit = limit;
    this.breakOff = breakOff;
    long every = Math.max(1, limit.toMillis() / 10);
    this.watch = CLOCK.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  /** From now on an answer is waited for, until what this returns is closed. */
  Wait begin() {
    waitingSince = System.nanoTime();
    return new Wait();
  }

  /** The same stream, each of whose reads has the limit. */
  @SuppressWarnings("try") // the wait counts by being open
  InputStream over(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        try (Wait unused = begin()) {
          return in.read(bytes, offset, length);
        } catch (IOException e) {
          check();
          throw e;
        }
      }

      @Override
      public void close() throws IOException {
        try (Wait unused = begin()) {
          in.close();
        }
      }
    };
  }

  /**
   * Says why a connection broke.
   *
   * @throws IOException when this broke it off
   */
  void check() throws IOException {
    if (broken) {
      throw new IOException(
          "the server was silent for " + limit.toMillis() / 1000.0 + " s (source.timeout)");
    }
  }

  private void look() {
    long since = waitingSince;
    if (since != NOT_WAITING && System.nanoTime() - since > limit.toNanos() && !broken) {
      broken = true;
      breakOff.run();
    }
  }

  @Override
  public void close() {
    watch.cancel(false);
  }

  /** A wait for an answer. */
  final class Wait implements AutoCloseable {
    private Wait() {}

    /** Part of the answer has come. */
    void heard() {
      waitingSince = System.nanoTime();
    }

    @Override
    public void close() {
      waitingSince = NOT_WAITING;
    }
  }
}
