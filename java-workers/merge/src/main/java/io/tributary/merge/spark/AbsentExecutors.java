package io.tributary.merge.spark;

import io.tributary.core.error.TemporaryException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;

/**
 * Ends the jobs that wait for executors which do not come. Spark itself would wait for ever: pods
 * that no node has room for stay pending without any error.
 */
final class AbsentExecutors extends SparkListener {
  private static final long NOT_WAITING = -1;

  private final HopelessTasks jobs;
  private final Duration limit;
  private final LongSupplier nanos;
  private final BooleanSupplier present;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "absent-executors");
            thread.setDaemon(true);
            return thread;
          });
  private long waitingSince = NOT_WAITING;
  private boolean gaveUp;

  /**
   * A watch over jobs.
   *
   * @param present whether an executor runs now. Spark has to be asked: those that came while the
   *     context started were told to no listener that is added later
   */
  AbsentExecutors(HopelessTasks jobs, Duration limit, BooleanSupplier present, LongSupplier nanos) {
    this.jobs = jobs;
    this.limit = limit;
    this.present = present;
    this.nanos = nanos;
  }

  /** Looks from time to time, until the application ends. */
  AbsentExecutors watch() {
    var unused = clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    return this;
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd ended) {
    clock.shutdown();
  }

  /** Once given up, the next tables' jobs do not wait as long again: not before one has come. */
  synchronized void look() {
    if (present.getAsBoolean()) {
      waitingSince = NOT_WAITING;
      gaveUp = false;
    } else if (!jobs.watching()) {
      waitingSince = NOT_WAITING;
    } else {
      waitingSince = waitingSince == NOT_WAITING ? nanos.getAsLong() : waitingSince;
      gaveUp |= nanos.getAsLong() - waitingSince >= limit.toNanos();
      if (gaveUp) {
        jobs.giveUp(
            new TemporaryException(
                "not one of Spark's executors has run for "
                    + limit.toSeconds()
                    + " s (merge.executor-timeout): ask for less in spark.executor.*, or make room;"
                    + " kubectl describe pods -l spark-role=executor says what they wait for"));
      }
    }
  }
}
