package io.tributary.merge.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The one Spark of all tests in a process. */
public final class SharedSpark {
  private static final SparkSession SESSION = start();

  private SharedSpark() {}

  private static SparkSession start() {
    String master = System.getProperty("tests.spark.master", "local[2]");
    SparkConf conf = SparkSettings.context(Map.of("spark.master", master), System.getenv());
    if (!master.startsWith("local[")) {
      // Workers look for Spark here, and start executors in folders beside it.
      Path jars = Path.of(System.getenv("SPARK_HOME"), "jars");
      try {
        Files.createDirectories(jars);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      conf.set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
      conf.set("spark.executor.extraJavaOptions", System.getProperty("tests.spark.options"));
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** A runtime that leaves it running. */
  public static SparkRuntime runtime() {
    return new SparkRuntime(SESSION);
  }

  /** Its context, for what needs no SQL. */
  static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(SESSION.sparkContext());
  }

  /** A number above those of all shuffles until now, and below those to come. */
  public static int nextShuffle() {
    return SESSION.sparkContext().newShuffleId();
  }

  /** Whether what a shuffle left is still somewhere, after all that Spark has to tell is told. */
  public static boolean keepsShuffle(int shuffle) {
    try {
      SESSION.sparkContext().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
    return ((MapOutputTrackerMaster) SparkEnv.get().mapOutputTracker()).containsShuffle(shuffle);
  }

  /** Rows of a CSV with a header, and the sum of its first column, as Spark SQL reads them. */
  public static long[] sumOfFirstColumn(String path) {
    Row row =
        SESSION
            .newSession()
            .read()
            .option("header", true)
            .option("multiLine", true)
            .csv(path)
            .selectExpr("count(*)", "sum(cast(id AS bigint))")
            .head();
    return new long[] {row.getLong(0), row.getLong(1)};
  }
}
