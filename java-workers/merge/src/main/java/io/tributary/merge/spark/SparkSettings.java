package io.tributary.merge.spark;

import io.tributary.core.command.ContainerCpus;
import io.tributary.core.store.Location;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * Spark's settings: ours, then those of storage, then the partner file's. {@code spark.sql.*} of a
 * table holds in the table's session alone.
 */
public final class SparkSettings {
  private static final String ALL_CORES = "local[*]";
  private static final Pattern LOCAL = Pattern.compile("local\\[(\\d+).*");

  private SparkSettings() {}

  /**
   * The settings of the container's context.
   *
   * @param partner the partner file's {@code spark}
   * @param environment of the process, for storage
   */
  static SparkConf context(Map<String, String> partner, Map<String, String> environment) {
    SparkConf conf = new SparkConf(false);
    conf.setAppName("tributary-merge");
    conf.setMaster(ALL_CORES);
    conf.set("spark.scheduler.mode", "FAIR");
    conf.set("spark.memory.fraction", "0.8");
    conf.set("spark.sql.adaptive.enabled", "true");
    conf.set("spark.ui.enabled", "false");
    conf.set("spark.ui.showConsoleProgress", "false");
    conf.set("spark.eventLog.enabled", "false");
    conf.set("spark.sql.catalogImplementation", "in-memory");
    // A folder named spark-warehouse would appear in the working directory.
    conf.set("spark.sql.warehouse.dir", "file:///nonexistent");
    // Uploads are made by attempts; a second attempt of a task that still runs helps nobody.
    conf.set("spark.speculation", "false");
    // A task may throw any error, such as a pattern that nests too deep: it fails as others do. A
    // heap that is full ends the process by the JVM's own option, not by Spark's guess.
    conf.set("spark.executor.killOnFatalError.depth", "0");
    // Results are folded one by one as they come: their sum bounds nothing.
    conf.set("spark.driver.maxResultSize", "0");
    storage(environment).forEach((key, value) -> conf.set("spark.hadoop." + key, value));
    partner.forEach(conf::set);
    local(conf);
    if (KubernetesSettings.chosen(conf)) {
      KubernetesSettings.complete(conf, environment);
    }
    parallelism(conf, environment);
    return conf;
  }

  /**
   * The master that was chosen. Without one, and for {@code local[*]}, a task for each core of the
   * container, and two where the storage is not on this machine, since each waits for it about as
   * long as it works.
   */
  static String master(String chosen, Location storage, Map<String, String> environment) {
    if (chosen != null && !chosen.equals(ALL_CORES)) {
      return chosen;
    }
    int cores = ContainerCpus.of(environment);
    return "local[" + (storage.scheme().equals("file") ? cores : 2 * cores) + "]";
  }

  /** A driver with its executors in it needs no name that others can resolve. */
  private static void local(SparkConf conf) {
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
  }

  private static void parallelism(SparkConf conf, Map<String, String> environment) {
    String master = conf.get("spark.master");
    Matcher local = LOCAL.matcher(master);
    int tasks =
        master.startsWith("local")
            ? 2 * ContainerCpus.of(environment)
            : 2 * conf.getInt("spark.executor.cores", 1) * executors(conf);
    int atOnce = local.matches() ? Integer.parseInt(local.group(1)) : 1;
    conf.setIfMissing("spark.default.parallelism", String.valueOf(Math.max(tasks, atOnce)));
  }

  private static int executors(SparkConf conf) {
    return conf.getBoolean("spark.dynamicAllocation.enabled", false)
        ? conf.getInt("spark.dynamicAllocation.maxExecutors", 4)
        : conf.getInt("spark.executor.instances", 2);
  }

  /** How Hadoop's S3A reaches the storage that the object store's own environment names. */
  static Map<String, String> storage(Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>();
    Optional.ofNullable(environment.get("AWS_ENDPOINT_URL_S3"))
        .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")))
        .filter(endpoint -> !endpoint.isBlank())
        .ifPresent(
            endpoint -> {
              settings.put("fs.s3a.endpoint", endpoint);
              settings.put(
                  "fs.s3a.connection.ssl.enabled", String.valueOf(!endpoint.startsWith("http://")));
            });
    Optional.ofNullable(environment.get("AWS_REGION"))
        .or(() -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")))
        .filter(region -> !region.isBlank())
        .ifPresent(region -> settings.put("fs.s3a.endpoint.region", region));
    settings.put(
        "fs.s3a.path.style.access",
        String.valueOf("true".equalsIgnoreCase(environment.get("TRIBUTARY_S3_PATH_STYLE"))));
    // The chain of the SDK: environment, profile, web identity, container, instance.
    settings.put(
        "fs.s3a.aws.credentials.provider",
        "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider");
    // People write s3:// as storage roots do.
    settings.put("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
    return settings;
  }
}
