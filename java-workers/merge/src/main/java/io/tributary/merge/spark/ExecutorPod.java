package io.tributary.merge.spark;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.tributary.core.error.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.deploy.k8s.SparkPod;
import org.apache.spark.deploy.k8s.features.KubernetesFeatureConfigStep;

/**
 * Makes of Spark's executor pod one that is restricted, and gets its secrets the way its driver
 * does: by reference. The DAG hands over a pod that says how, made of the driver's own.
 */
public final class ExecutorPod implements KubernetesFeatureConfigStep {
  /** The pod that executors are to resemble, as JSON. */
  static final String VARIABLE = "TRIBUTARY_EXECUTOR_POD";

  private final Pod template;

  /** Called by Spark, by name. */
  public ExecutorPod() {
    this(template(System.getenv()).orElseThrow());
  }

  ExecutorPod(Pod template) {
    this.template = template;
  }

  static Optional<Pod> template(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(json -> !json.isBlank())
        .map(ExecutorPod::parsed);
  }

  private static Pod parsed(String json) {
    Pod pod;
    try {
      pod = Serialization.unmarshal(json, Pod.class);
    } catch (IllegalArgumentException | KubernetesClientException e) {
      throw new ConfigurationException(VARIABLE + " is no pod in JSON: " + e.getMessage(), e);
    }
    if (pod.getSpec() == null || pod.getSpec().getContainers().size() != 1) {
      throw new ConfigurationException(VARIABLE + " must be a pod of one container");
    }
    return pod;
  }

  /** What the cluster's own template says of security stays; all else is added. */
  @Override
  public SparkPod configurePod(SparkPod spark) {
    PodSpec spec = template.getSpec();
    PodSpec known = spark.pod().getSpec();
    Pod pod =
        new PodBuilder(spark.pod())
            .editOrNewMetadata()
            .addToLabels(template.getMetadata().getLabels())
            .endMetadata()
            .editOrNewSpec()
            .withSecurityContext(first(known.getSecurityContext(), spec.getSecurityContext()))
            .withAutomountServiceAccountToken(spec.getAutomountServiceAccountToken())
            .addAllToVolumes(spec.getVolumes())
            .endSpec()
            .build();
    return new SparkPod(pod, container(spark.container(), spec.getContainers().get(0)));
  }

  private static Container container(Container spark, Container own) {
    return new ContainerBuilder(spark)
        .addAllToEnv(own.getEnv())
        .addAllToEnvFrom(own.getEnvFrom())
        .addAllToVolumeMounts(own.getVolumeMounts())
        .withWorkingDir(first(spark.getWorkingDir(), own.getWorkingDir()))
        .withSecurityContext(first(spark.getSecurityContext(), own.getSecurityContext()))
        // Spark's hook is a script; see spark.executor.decommission.signal.
        .withLifecycle(null)
        .build();
  }

  private static <T> T first(T set, T standard) {
    return set != null ? set : standard;
  }
}
