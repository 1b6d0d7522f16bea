package io.tributary.merge.spark;

import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Function1;
import scala.Function2;
import scala.runtime.BoxedUnit;

/**
 * One table's session. Its jobs share the container's cores fairly with other tables' jobs, and a
 * task's failure comes out as what it was.
 */
public final class TableSession implements AutoCloseable {
  private static final long CANCEL_EVERY_MILLIS = 200;

  private static final AtomicLong SESSIONS = new AtomicLong();
  private static final AtomicLong ACTIONS = new AtomicLong();

  private final String table;
  private final String name;
  private final JavaSparkContext context;
  private final HopelessTasks hopeless;
  private final SessionShuffles shuffles;
  private final Supplier<SparkSession> sessions;
  private SparkSession session;

  TableSession(
      String table,
      SparkContext context,
      HopelessTasks hopeless,
      SessionShuffles shuffles,
      Supplier<SparkSession> sessions) {
    this.table = table;
    this.name = table + " " + SESSIONS.incrementAndGet();
    this.context = JavaSparkContext.fromSparkContext(context);
    this.hopeless = hopeless;
    this.shuffles = shuffles;
    this.sessions = sessions;
  }

  /** The table's own session, for Spark SQL. */
  public synchronized SparkSession sql() {
    if (session == null) {
      session = sessions.get();
    }
    return session;
  }

  public JavaSparkContext context() {
    return context;
  }

  /** One partition, and so one task, for each item. */
  public <T> JavaRDD<T> tasks(List<T> items) {
    return context.parallelize(items, Math.max(1, items.size()));
  }

  /** Runs an action of this table; the calling thread's jobs carry the table's name. */
  public <T> T run(String what, Supplier<T> action) {
    return run(group(), what, action);
  }

  /** A group for each action: whoever cancels one late must not meet the table's next. */
  private String group() {
    return SessionShuffles.group(name, ACTIONS.incrementAndGet());
  }

  private <T> T run(String group, String what, Supplier<T> action) {
    context.setLocalProperty("spark.scheduler.pool", table);
    context.sc().setJobGroup(group, what + " of " + table, true);
    hopeless.begin(group);
    try {
      return action.get();
    } catch (Exception e) { // Scala declares none, and a job's is a checked one.
      throw hopeless.end(group).map(RuntimeException.class::cast).orElseGet(() -> cause(e));
    } finally {
      hopeless.end(group);
      context.sc().clearJobGroup();
    }
  }

  /** Runs an action of this table, and cancels its jobs when they take too long: then empty. */
  public <T> Optional<T> within(Duration limit, String what, Supplier<T> action) {
    String group = group();
    AtomicBoolean late = new AtomicBoolean();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    // An action may be between two jobs when the time is up: then the next one is cancelled.
    ScheduledFuture<?> alarm =
        clock.scheduleWithFixedDelay(
            () -> {
              late.set(true);
              context.sc().cancelJobGroup(group);
            },
            limit.toMillis(),
            CANCEL_EVERY_MILLIS,
            TimeUnit.MILLISECONDS);
    try {
      return Optional.of(run(group, what, action));
    } catch (RuntimeException e) {
      if (late.get()) {
        return Optional.empty();
      }
      throw e;
    } finally {
      alarm.cancel(false);
      end(clock);
    }
  }

  /** Not before this has returned may the table's next job begin: it would be cancelled, too. */
  private static void end(ExecutorService clock) {
    clock.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = clock.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs all partitions, and takes each one's only result as it comes, in any order. */
  public <T extends Serializable> void each(String what, JavaRDD<T> results, Consumer<T> taker) {
    run(
        what,
        () -> {
          context
              .sc()
              .runJob(
                  results.rdd(),
                  (Function1<scala.collection.Iterator<T>, T> & Serializable)
                      scala.collection.Iterator::next,
                  (Function2<Object, T, BoxedUnit>)
                      (index, result) -> {
                        taker.accept(result);
                        return BoxedUnit.UNIT;
                      },
                  results.classTag());
          return null;
        });
  }

  /** What a job failed of, without Spark's wrapping. */
  private RuntimeException cause(Exception failure) {
    Optional<WorkerException> known = HopelessTasks.known(failure);
    if (known.isPresent()) {
      return known.get();
    }
    if (lostExecutors(failure) || String.valueOf(failure.getMessage()).contains("FetchFailed")) {
      return new TemporaryException(
          "table " + table + ": Spark lost executors; run merge again", failure);
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }

  /** Whether a job failed since the executors of one of its tasks ended, one after the other. */
  public static boolean lostExecutors(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("ExecutorLostFailure")) {
        return true;
      }
    }
    return false;
  }

  /** Lets go of what this session's jobs left on the executors. */
  @Override
  public void close() {
    shuffles.end(name);
  }

  /** Iterator of one. */
  static <T> Iterator<T> one(T item) {
    return List.of(item).iterator();
  }
}
