package io.tributary.merge.spark;

import io.tributary.core.config.PartnerSpec;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The one Spark context of a container, started when the first table needs it or beside the
 * planning of those that will. Sessions come later still: starting Spark SQL costs a second that
 * tables which only slice need not pay.
 */
public final class SparkRuntime implements AutoCloseable {
  private static final long SHUFFLE_BYTES = 64L << 20;
  private static final int MOST_PARTITIONS = 10_000;

  private final SparkConf conf;
  private final boolean ours;
  private CompletableFuture<SparkContext> starting;
  private SparkSession root;

  /** A context with the partner's settings, which ends with this object. */
  public SparkRuntime(PartnerSpec partner) {
    this.conf = SparkSettings.context(partner.spark(), System.getenv());
    this.ours = true;
  }

  /** A session that others started and will stop, for tests. */
  SparkRuntime(SparkSession running) {
    this.conf = running.sparkContext().getConf();
    this.ours = false;
    this.starting = CompletableFuture.completedFuture(running.sparkContext());
    this.root = running;
  }

  /**
   * A session for one table.
   *
   * @param settings {@code spark.sql.*} of the table
   * @param bytes of the table, which decide over shuffle partitions
   */
  public TableSession session(String table, Map<String, String> settings, long bytes) {
    return new TableSession(table, context(), () -> newSession(settings, bytes));
  }

  /** Starts Spark beside what the caller does next. */
  public void prepare() {
    var unused = started();
  }

  private synchronized CompletableFuture<SparkContext> started() {
    if (starting == null) {
      CompletableFuture<SparkContext> context = new CompletableFuture<>();
      Thread thread = new Thread(() -> start(context), "spark-start");
      thread.setDaemon(true);
      thread.start();
      starting = context;
    }
    return starting;
  }

  private void start(CompletableFuture<SparkContext> context) {
    try {
      context.complete(SparkContext.getOrCreate(conf));
    } catch (RuntimeException | Error e) {
      context.completeExceptionally(e);
    }
  }

  private SparkContext context() {
    try {
      return started().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof Error known) {
        throw known;
      }
      throw e;
    }
  }

  private SparkSession newSession(Map<String, String> settings, long bytes) {
    SparkSession session = root().newSession();
    long partitions = Math.max(1, Math.min(MOST_PARTITIONS, bytes / SHUFFLE_BYTES + 1));
    int parallelism = JavaSparkContext.fromSparkContext(context()).defaultParallelism();
    session
        .conf()
        .set("spark.sql.shuffle.partitions", String.valueOf(Math.max(partitions, parallelism / 2)));
    settings.forEach((key, value) -> session.conf().set(key, value));
    return session;
  }

  private synchronized SparkSession root() {
    if (root == null) {
      // Told of the context: a builder with settings warns that it finds one.
      root = SparkSession.builder().sparkContext(context()).getOrCreate();
    }
    return root;
  }

  @Override
  public synchronized void close() {
    if (ours && starting != null) {
      starting.thenAccept(SparkContext::stop).exceptionally(failed -> null).join();
      starting = null;
      root = null;
    }
  }
}
