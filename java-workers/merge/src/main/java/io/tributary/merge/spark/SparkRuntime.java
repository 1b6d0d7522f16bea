package io.tributary.merge.spark;

import io.tributary.core.config.PartnerSpec;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The one Spark context of a container, started when the first table needs it. Sessions come later
 * still: starting Spark SQL costs a second that tables which only slice need not pay.
 */
public final class SparkRuntime implements AutoCloseable {
  private static final long SHUFFLE_BYTES = 64L << 20;
  private static final int MOST_PARTITIONS = 10_000;

  private final SparkConf conf;
  private final boolean ours;
  private SparkContext context;
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
    this.context = running.sparkContext();
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

  private synchronized SparkContext context() {
    if (context == null) {
      context = SparkContext.getOrCreate(conf);
    }
    return context;
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
      root = SparkSession.builder().config(context().getConf()).getOrCreate();
    }
    return root;
  }

  @Override
  public synchronized void close() {
    if (ours && context != null) {
      context.stop();
      context = null;
      root = null;
    }
  }
}
