package io.tributary.transfer.archive;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * The container's CPUs that no archive has for itself. Each lets one archive be unpacked by a
 * thread of its own, ahead of the one that reads it; where archives wait for a CPU, there are none.
 */
public final class SpareCpus implements AutoCloseable {
  /** None at all. */
  public static final SpareCpus NONE = new SpareCpus(0);

  private final Semaphore spare;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Begins.
   *
   * @param spare CPUs without an archive; less than 0 when so many archives have to share one
   */
  public SpareCpus(int spare) {
    this.spare = new Semaphore(spare);
  }

  /** One CPU more is spare: nobody has an archive for it any more. */
  public void add() {
    spare.release();
  }

  /** Does the work on a CPU that is spare until it ends; empty: there is none. */
  Optional<Future<?>> run(Runnable work) {
    if (!spare.tryAcquire()) {
      return Optional.empty();
    }
    return Optional.of(
        threads.submit(
            () -> {
              try {
                work.run();
              } finally {
                spare.release();
              }
            }));
  }

  /** Waits until work has ended, and throws what it threw. */
  public static void await(Future<?> work) {
    try {
      work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while extracting", e);
  }

  /** Lets the threads go, once all work has ended. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
