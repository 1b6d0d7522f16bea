package io.tributary.merge.spark;

import io.tributary.core.config.MergeSpec;
import io.tributary.core.config.PartnerSpec;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The one Spark context that a container has at a time, started when the first table needs it or
 * beside the planning of those that will. Sessions come later still: starting Spark SQL costs a
 * second that tables which only slice need not pay.
 */
public final class SparkRuntime implements AutoCloseable {
  private static final long SHUFFLE_BYTES = 64L << 20;
  private static final int MOST_PARTITIONS = 10_000;

  private final PartnerSpec partner;
  private final boolean ours;
  private Map<String, String> chosen;
  private CompletableFuture<Started> starting;
  private SparkSession root;

  /** A context, and the listeners that watch over its tasks and what they leave. */
  private record Started(SparkContext context, HopelessTasks hopeless, SessionShuffles shuffles) {
    static Started of(SparkContext context, Duration executorTimeout) {
      HopelessTasks hopeless = new HopelessTasks(context);
      SessionShuffles shuffles = new SessionShuffles(context);
      context.addSparkListener(shuffles);
      if (!context.isLocal()) { // where nothing is retried
        context.addSparkListener(hopeless);
        context.addSparkListener(
            new AbsentExecutors(
                    hopeless, executorTimeout, () -> hasExecutors(context), System::nanoTime)
                .watch());
      }
      return new Started(context, hopeless, shuffles);
    }

    /** The driver is one of those that keep blocks. */
    private static boolean hasExecutors(SparkContext context) {
      return context.getExecutorMemoryStatus().size() > 1;
    }
  }

  /** A context with the partner's settings, which ends with this object. */
  public SparkRuntime(PartnerSpec partner) {
    this(partner, partner.spark());
  }

  private SparkRuntime(PartnerSpec partner, Map<String, String> chosen) {
    this.partner = partner;
    this.chosen = chosen;
    this.ours = true;
  }

  /** A context in this process alone, wherever the partner's tables are merged. */
  public static SparkRuntime local(PartnerSpec partner) {
    Map<String, String> chosen = new TreeMap<>(partner.spark());
    chosen.computeIfPresent(
        PartnerSpec.SPARK_MASTER, (key, master) -> isLocal(master) ? master : null);
    return new SparkRuntime(partner, chosen);
  }

  private static boolean isLocal(String master) {
    return !master.startsWith("k8s:");
  }

  /** A session that others started and will stop, for tests. */
  SparkRuntime(SparkSession running) {
    this.partner = null;
    this.chosen = Map.of();
    this.ours = false;
    this.starting =
        CompletableFuture.completedFuture(
            Started.of(running.sparkContext(), MergeSpec.DEFAULT.executorTimeout()));
    this.root = running;
  }

  /**
   * Gives the sessions that follow a context with other settings; what runs must have ended.
   *
   * @param own settings of the tables that come next, on top of the partner's
   */
  public synchronized void turnTo(Map<String, String> own) {
    if (ours) {
      Map<String, String> next = new TreeMap<>(partner.spark());
      next.putAll(own);
      if (!next.equals(chosen)) {
        close();
        chosen = next;
      }
    }
  }

  /**
   * A session for one table.
   *
   * @param settings {@code spark.sql.*} of the table
   * @param bytes of the table, which decide over shuffle partitions
   */
  public TableSession session(String table, Map<String, String> settings, long bytes) {
    Started started = started();
    return new TableSession(
        table,
        started.context(),
        started.hopeless(),
        started.shuffles(),
        () -> newSession(settings, bytes));
  }

  /** Starts Spark beside what the caller does next. */
  public void prepare() {
    var unused = start();
  }

  private synchronized CompletableFuture<Started> start() {
    if (starting == null) {
      CompletableFuture<Started> started = new CompletableFuture<>();
      Map<String, String> settings = new TreeMap<>(chosen);
      settings.compute(
          PartnerSpec.SPARK_MASTER,
          (key, master) -> SparkSettings.master(master, partner.storage(), System.getenv()));
      SparkConf conf = SparkSettings.context(settings, System.getenv());
      if (KubernetesSettings.chosen(conf)) {
        KubernetesSettings.requireShared(partner.storage());
      }
      Thread thread =
          new Thread(() -> start(conf, partner.merge().executorTimeout(), started), "spark-start");
      thread.setDaemon(true);
      thread.start();
      starting = started;
    }
    return starting;
  }

  private static void start(
      SparkConf conf, Duration executorTimeout, CompletableFuture<Started> started) {
    try {
      started.complete(Started.of(SparkContext.getOrCreate(conf), executorTimeout));
    } catch (IllegalStateException e) {
      boolean pods = KubernetesSettings.chosen(conf);
      started.completeExceptionally(pods ? KubernetesSettings.failed(e) : e);
    } catch (RuntimeException | Error e) {
      started.completeExceptionally(e);
    }
  }

  private Started started() {
    try {
      return start().join();
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
    int parallelism = JavaSparkContext.fromSparkContext(started().context()).defaultParallelism();
    session
        .conf()
        .set("spark.sql.shuffle.partitions", String.valueOf(Math.max(partitions, parallelism / 2)));
    settings.forEach((key, value) -> session.conf().set(key, value));
    return session;
  }

  private synchronized SparkSession root() {
    if (root == null) {
      // Told of the context: a builder with settings warns that it finds one.
      root = SparkSession.builder().sparkContext(started().context()).getOrCreate();
    }
    return root;
  }

  @Override
  public synchronized void close() {
    if (ours && starting != null) {
      starting.thenAccept(started -> started.context().stop()).exceptionally(failed -> null).join();
      starting = null;
      root = null;
    }
  }
}
