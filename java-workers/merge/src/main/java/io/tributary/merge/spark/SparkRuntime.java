package io.tributary.merge.spark;

import io.tributary.core.config.PartnerSpec;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The one Spark context of a container, started when the first table needs it. */
public final class SparkRuntime implements AutoCloseable {
  private final SparkConf conf;
  private final boolean ours;
  private SparkSession root;

  /** A context with the partner's settings, which ends with this object. */
  public SparkRuntime(PartnerSpec partner) {
    this(SparkSettings.context(partner.spark(), System.getenv()), null);
  }

  /** A session that others started and will stop, for tests. */
  SparkRuntime(SparkSession running) {
    this(running.sparkContext().getConf(), running);
  }

  private SparkRuntime(SparkConf conf, SparkSession running) {
    this.conf = conf;
    this.ours = running == null;
    this.root = running;
  }

  /**
   * A session for one table.
   *
   * @param settings {@code spark.sql.*} of the table
   * @param bytes of the table, which decide over shuffle partitions
   */
  public TableSession session(String table, Map<String, String> settings, long bytes) {
    SparkSession session = root().newSession();
    long partitions = Math.max(1, Math.min(10_000, bytes / (64L << 20) + 1));
    int parallelism = JavaSparkContext.fromSparkContext(root().sparkContext()).defaultParallelism();
    session
        .conf()
        .set("spark.sql.shuffle.partitions", String.valueOf(Math.max(partitions, parallelism / 2)));
    settings.forEach((key, value) -> session.conf().set(key, value));
    return new TableSession(table, session);
  }

  private synchronized SparkSession root() {
    if (root == null) {
      root = SparkSession.builder().config(conf).getOrCreate();
      // Dependencies of the context say much and mean little to whoever is on call.
      root.sparkContext().setLogLevel("WARN");
    }
    return root;
  }

  @Override
  public synchronized void close() {
    if (ours && root != null) {
      root.stop();
      root = null;
    }
  }
}
