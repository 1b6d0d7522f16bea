package io.tributary.core.config;

import io.tributary.core.store.Location;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@code spark} of the partner and of its tables. */
final class SparkReader {
  private static final Pattern MASTER =
      Pattern.compile("local(\\[[0-9*,]+\\])?|local-cluster\\[[0-9, ]+\\]|k8s://https?://.+");

  private SparkReader() {}

  static Key<Map<String, String>> key(String description) {
    return Key.of(
        "spark",
        Kind.named(Scalars::sparkSetting, Kind.of(Scalars::text)),
        Map.of(),
        "none",
        description);
  }

  /** Notes a master that there is not. */
  static void check(YamlMapping block, Key<Map<String, String>> key) {
    String master = block.value(key).get(PartnerSpec.SPARK_MASTER);
    if (master != null && !MASTER.matcher(master).matches()) {
      block.refuse(
          key,
          "has no master that there is in spark.master; write local[*] or"
              + " k8s://https://kubernetes.default.svc");
    }
  }

  /** Notes storage that executors cannot see. */
  static void check(
      YamlMapping root,
      Key<Location> storageKey,
      Map<String, String> spark,
      Map<String, TableSpec> tables) {
    Location storage = root.value(storageKey);
    boolean pods =
        onKubernetes(spark) || tables.values().stream().anyMatch(t -> onKubernetes(t.spark()));
    if (pods && storage != null && storage.scheme().equals("file")) {
      root.refuse(
          storageKey,
          "is a folder of one machine, which Spark's executors on Kubernetes (spark.master) do not"
              + " see; write s3://bucket/prefix");
    }
  }

  private static boolean onKubernetes(Map<String, String> spark) {
    return spark.getOrDefault(PartnerSpec.SPARK_MASTER, "").startsWith("k8s:");
  }
}
