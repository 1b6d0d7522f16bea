package io.tributary.transfer.archive;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The container's CPUs that no archive has for itself. Each lets one archive be unpacked by a
 * thread of its own, ahead of the one that reads it; where archives wait for a CPU, there are none.
 */
public final class SpareCpus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpareCpus.class);

  private final Semaphore spare;

  /** Whether the system has no more threads: it was asked once, and that costs. */
  private volatile boolean noThreads;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(work -> new Thread(work, "unpack-ahead"));

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

  /** Does the work on a CPU that is spare until it ends; false: there is none. */
  boolean run(Runnable work) {
    return !noThreads && spare.tryAcquire() && begun(work);
  }

  private boolean begun(Runnable work) {
    try {
      threads.execute(
          () -> {
            try {
              work.run();
            } finally {
              spare.release();
            }
          });
      return true;
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // The system has no more threads, or these are closed: it goes as well without.
      noThreads = true;
      spare.release();
      LOG.debug("nothing more is unpacked ahead", e);
      return false;
    }
  }

  /** Lets the threads go, once all work has ended. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
