package io.tributary.merge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.ConfigurationException;
import io.tributary.core.store.Location;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesSettingsTest {
  private static final String MASTER = "k8s://https://kubernetes.default.svc";
  static final Map<String, String> POD =
      Map.of(
          "POD_IP",
          "10.1.2.3",
          "POD_NAME",
          "overseas-1-merge-x",
          "POD_NAMESPACE",
          "tributary",
          ExecutorPod.VARIABLE,
          ExecutorPodTest.TEMPLATE);

  private static SparkConf conf(Map<String, String> partner) {
    Map<String, String> settings = new TreeMap<>(partner);
    settings.put("spark.master", MASTER);
    return SparkSettings.context(settings, POD);
  }

  @Test
  void executorsAreSomePodsOfEightCoresAnd32Gigabytes() {
    SparkConf conf = conf(Map.of());

    assertThat(conf.get("spark.executor.cores")).isEqualTo("8");
    long pod =
        conf.getSizeAsMb("spark.executor.memory")
            + conf.getSizeAsMb("spark.executor.memoryOverhead");
    assertThat(pod).isEqualTo(32 << 10);
    assertThat(conf.get("spark.executorEnv.JDK_JAVA_OPTIONS")).isEqualTo("-Xmx28672m");
    assertThat(conf.get("spark.dynamicAllocation.minExecutors")).isEqualTo("2");
    assertThat(conf.get("spark.dynamicAllocation.maxExecutors")).isEqualTo("4");
    assertThat(conf.get("spark.dynamicAllocation.executorIdleTimeout")).isEqualTo("600s");
    assertThat(conf.get("spark.dynamicAllocation.shuffleTracking.timeout")).isEqualTo("600s");
    assertThat(conf.get("spark.default.parallelism")).isEqualTo("64");
  }

  @Test
  void anIdleExecutorLeavesWhenItsTimeIsUpWhateverItHasShuffled() {
    SparkConf conf = conf(Map.of("spark.dynamicAllocation.executorIdleTimeout", "90s"));

    assertThat(conf.get("spark.dynamicAllocation.shuffleTracking.timeout")).isEqualTo("90s");
    assertThat(conf.get("spark.storage.decommission.shuffleBlocks.enabled")).isEqualTo("true");
    assertThat(conf.getTimeAsSeconds("spark.storage.decommission.replicationReattemptInterval"))
        .isLessThan(30 / 2);
  }

  @Test
  void theDriverIsThisPod() {
    SparkConf conf = conf(Map.of());

    assertThat(conf.get("spark.driver.host")).isEqualTo("10.1.2.3");
    assertThat(conf.get("spark.driver.port")).isEqualTo("7078");
    assertThat(conf.get("spark.blockManager.port")).isEqualTo("7079");
    assertThat(conf.get("spark.kubernetes.driver.pod.name")).isEqualTo("overseas-1-merge-x");
    assertThat(conf.get("spark.kubernetes.namespace")).isEqualTo("tributary");
    assertThat(conf.get("spark.kubernetes.container.image")).isEqualTo("tributary-workers:1");
    assertThat(conf.get("spark.kubernetes.authenticate.executor.serviceAccountName"))
        .isEqualTo("tributary-executor");
  }

  @Test
  void thePartnerFileGoesBefore() {
    SparkConf conf =
        conf(
            Map.of(
                "spark.executor.cores", "2",
                "spark.executor.memory", "1g",
                "spark.executor.extraJavaOptions", "-XX:+UseG1GC",
                "spark.dynamicAllocation.maxExecutors", "3",
                "spark.kubernetes.container.image", "mine:2"));

    assertThat(conf.get("spark.executorEnv.JDK_JAVA_OPTIONS")).isEqualTo("-Xmx1024m -XX:+UseG1GC");
    assertThat(conf.contains("spark.executor.extraJavaOptions")).isFalse();
    assertThat(conf.get("spark.default.parallelism")).isEqualTo("12");
    assertThat(conf.get("spark.kubernetes.container.image")).isEqualTo("mine:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POD_IP", "POD_NAME", "POD_NAMESPACE", ExecutorPod.VARIABLE})
  void elsewhereItIsRefused(String missing) {
    Map<String, String> environment = new HashMap<>(POD);
    environment.remove(missing);

    assertThatThrownBy(() -> SparkSettings.context(Map.of("spark.master", MASTER), environment))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "spark.master is k8s://https://kubernetes.default.svc, which needs "
                + missing
                + " in the environment, as the DAG's pods have it; to merge elsewhere, set"
                + " spark.master: local[*]");
  }

  @Test
  void theDriversDiskIsNoStorageForExecutors() {
    assertThatThrownBy(() -> KubernetesSettings.requireShared(Location.parse("file:///lake")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("storage file:///lake is this machine's own");
    KubernetesSettings.requireShared(Location.parse("s3://lake/partners"));
  }
}
