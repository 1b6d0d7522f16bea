package io.tributary.merge.spark;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The one Spark of all tests in a process. */
public final class SharedSpark {
  private static final SparkSession SESSION = start();

  private SharedSpark() {}

  private static SparkSession start() {
    SparkConf conf = SparkSettings.context(Map.of("spark.master", "local[2]"), System.getenv());
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** A runtime that leaves it running. */
  public static SparkRuntime runtime() {
    return new SparkRuntime(SESSION);
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
