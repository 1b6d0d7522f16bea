package io.tributary.merge.spark;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Spark's settings when its executors are pods and the driver is this one (client mode). All of
 * them are defaults: what the partner file says goes before.
 */
final class KubernetesSettings {
  /** Pods to build executors on, with the cluster's own tolerations and affinities. */
  private static final Path TEMPLATE = Path.of("/etc/tributary/spark/executor.yaml");

  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  private final SparkConf conf;
  private final Map<String, String> environment;

  private KubernetesSettings(SparkConf conf, Map<String, String> environment) {
    this.conf = conf;
    this.environment = environment;
  }

  static boolean chosen(SparkConf conf) {
    return conf.get("spark.master").startsWith("k8s://");
  }

  /**
   * Adds what the partner file leaves open.
   *
   * @throws ConfigurationException outside of a pod that the DAG made
   */
  static void complete(SparkConf conf, Map<String, String> environment) {
    KubernetesSettings settings = new KubernetesSettings(conf, environment);
    settings.driver();
    settings.pods();
    settings.size();
    settings.leaving();
    settings.java();
  }

  /** Executors see no disk of the driver's. */
  static void requireShared(Location root) {
    if (root.scheme().equals("file")) {
      throw new ConfigurationException(
          "storage "
              + root
              + " is this machine's own, which executors on Kubernetes do not see; keep it on"
              + " s3://, or set spark.master: local[*]");
    }
  }

  /** What became of a context that ended while it waited for its first executors. */
  static TemporaryException failed(IllegalStateException cause) {
    return new TemporaryException(
        "Spark's executors end as they start ("
            + cause.getMessage()
            + "): set spark.kubernetes.executor.deleteOnTermination: \"false\" and read the log of"
            + " one, by kubectl logs -l spark-role=executor",
        cause);
  }

  private void driver() {
    standard("spark.submit.deployMode", "client");
    standard("spark.driver.host", required("POD_IP"));
    standard("spark.driver.bindAddress", required("POD_IP"));
    standard("spark.driver.port", "7078");
    standard("spark.blockManager.port", "7079");
    // Executors belong to this pod: they go when it goes, however it ends.
    standard("spark.kubernetes.driver.pod.name", required("POD_NAME"));
    standard("spark.kubernetes.namespace", required("POD_NAMESPACE"));
    // Neither of them is used, and a driver that may touch pods alone need not be allowed to.
    standard("spark.kubernetes.executor.disableConfigMap", "true");
    standard("spark.kubernetes.driver.service.deleteOnTermination", "false");
    standard("spark.kubernetes.driver.ownPersistentVolumeClaim", "false");
    standard("spark.kubernetes.driver.reusePersistentVolumeClaim", "false");
  }

  private void pods() {
    Pod pod =
        ExecutorPod.template(environment)
            .orElseThrow(() -> new ConfigurationException(missing(ExecutorPod.VARIABLE)));
    Container container = pod.getSpec().getContainers().get(0);
    standard("spark.kubernetes.container.image", container.getImage());
    Optional.ofNullable(container.getImagePullPolicy())
        .ifPresent(policy -> standard("spark.kubernetes.container.image.pullPolicy", policy));
    standard(
        "spark.kubernetes.authenticate.executor.serviceAccountName",
        pod.getSpec().getServiceAccountName());
    standard("spark.kubernetes.executor.pod.featureSteps", ExecutorPod.class.getName());
    if (Files.exists(TEMPLATE)) {
      standard("spark.kubernetes.executor.podTemplateFile", TEMPLATE.toUri().toString());
    }
  }

  /** 8 cores and 32 GiB a pod, of which Spark's heap leaves an eighth to everything else. */
  private void size() {
    standard("spark.executor.cores", "8");
    standard("spark.executor.memory", "28g");
    standard("spark.executor.memoryOverhead", "4g");
    standard("spark.dynamicAllocation.enabled", "true");
    standard("spark.dynamicAllocation.minExecutors", "2");
    standard("spark.dynamicAllocation.maxExecutors", "4");
    standard("spark.dynamicAllocation.shuffleTracking.enabled", "true");
    standard("spark.dynamicAllocation.executorIdleTimeout", "600s");
    // Whoever leaves hands over what it has shuffled: having some is no reason to stay longer.
    standard(
        "spark.dynamicAllocation.shuffleTracking.timeout",
        conf.get("spark.dynamicAllocation.executorIdleTimeout"));
  }

  /** An executor whose pod is asked to go ends its tasks and hands over its blocks first. */
  private void leaving() {
    standard("spark.decommission.enabled", "true");
    standard("spark.storage.decommission.enabled", "true");
    standard("spark.storage.decommission.rddBlocks.enabled", "true");
    standard("spark.storage.decommission.shuffleBlocks.enabled", "true");
    // One that has handed over anything ends only when it has looked once more and found nothing:
    // by Spark's own interval half a minute later, which is all the time that some clouds give.
    standard("spark.storage.decommission.replicationReattemptInterval", "5s");
    // Of a node that is taken away, most clouds tell two minutes before.
    standard("spark.kubernetes.executor.terminationGracePeriodSeconds", "120s");
    // What Kubernetes sends. Spark would run a script for another signal, and there is no shell.
    standard("spark.executor.decommission.signal", "TERM");
  }

  /**
   * The image's entry point starts the JVM, so that Spark cannot give it options; the launcher
   * reads them here.
   */
  private void java() {
    StringBuilder options = new StringBuilder("-Xmx");
    options.append(conf.getSizeAsMb("spark.executor.memory")).append('m');
    Optional<String> own = Optional.ofNullable(conf.get(EXECUTOR_OPTIONS, null));
    own.ifPresent(more -> options.append(' ').append(more));
    conf.remove(EXECUTOR_OPTIONS);
    standard("spark.executorEnv.JDK_JAVA_OPTIONS", options.toString());
  }

  private void standard(String key, String value) {
    conf.setIfMissing(key, value);
  }

  private String required(String variable) {
    String value = environment.get(variable);
    if (value == null || value.isBlank()) {
      throw new ConfigurationException(missing(variable));
    }
    return value;
  }

  private String missing(String variable) {
    return "spark.master is "
        + conf.get("spark.master")
        + ", which needs "
        + variable
        + " in the environment, as the DAG's pods have it; to merge elsewhere, set spark.master:"
        + " local[*]";
  }
}
