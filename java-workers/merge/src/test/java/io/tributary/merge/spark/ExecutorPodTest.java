package io.tributary.merge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.tributary.core.error.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.apache.spark.deploy.k8s.SparkPod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorPodTest {
  /** As the DAG writes it. */
  static final String TEMPLATE =
      """
      {"metadata": {"labels": {"tributary/partner": "overseas-1"}},
       "spec": {
        "serviceAccountName": "tributary-executor",
        "automountServiceAccountToken": false,
        "securityContext": {"runAsNonRoot": true, "runAsUser": 10001},
        "volumes": [{"name": "tmp", "emptyDir": {}}, {"name": "s", "secret": {"secretName": "k"}}],
        "containers": [{
          "name": "executor", "image": "tributary-workers:1", "workingDir": "/tmp",
          "env": [{"name": "AWS_REGION", "value": "eu-west-1"}],
          "envFrom": [{"secretRef": {"name": "tributary-storage"}}],
          "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],
          "securityContext": {"readOnlyRootFilesystem": true}}]}}
      """;

  private static SparkPod configured(SparkPod spark) {
    return new ExecutorPod(
            ExecutorPod.template(Map.of(ExecutorPod.VARIABLE, TEMPLATE)).orElseThrow())
        .configurePod(spark);
  }

  private static ContainerBuilder sparksContainer() {
    return new ContainerBuilder()
        .withName("spark-kubernetes-executor")
        .withArgs("executor")
        .addNewEnv()
        .withName("SPARK_EXECUTOR_ID")
        .withValue("1")
        .endEnv()
        .withNewLifecycle()
        .withNewPreStop()
        .withNewExec()
        .withCommand("/opt/decom.sh")
        .endExec()
        .endPreStop()
        .endLifecycle();
  }

  @Test
  void itGetsItsSecretsByReferenceAndIsRestricted() {
    SparkPod pod =
        configured(
            new SparkPod(
                new PodBuilder()
                    .withNewMetadata()
                    .addToLabels("spark-role", "executor")
                    .endMetadata()
                    .withNewSpec()
                    .endSpec()
                    .build(),
                sparksContainer().build()));

    PodSpec spec = pod.pod().getSpec();
    assertThat(pod.pod().getMetadata().getLabels())
        .containsEntry("spark-role", "executor")
        .containsEntry("tributary/partner", "overseas-1");
    assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(spec.getAutomountServiceAccountToken()).isFalse();
    assertThat(spec.getVolumes()).extracting("name").containsExactly("tmp", "s");
    Container container = pod.container();
    assertThat(container.getEnvFrom())
        .extracting(EnvFromSource::getSecretRef)
        .extracting("name")
        .isEqualTo(List.of("tributary-storage"));
    assertThat(container.getEnv()).extracting("name").contains("SPARK_EXECUTOR_ID", "AWS_REGION");
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getWorkingDir()).isEqualTo("/tmp");
    assertThat(container.getArgs()).containsExactly("executor");
    assertThat(container.getLifecycle()).as("a hook that runs a script, without a shell").isNull();
  }

  @Test
  void theClustersOwnTemplateKeepsItsSecurity() {
    SparkPod pod =
        configured(
            new SparkPod(
                new PodBuilder()
                    .withNewSpec()
                    .withNewSecurityContext()
                    .withRunAsUser(7L)
                    .endSecurityContext()
                    .endSpec()
                    .build(),
                sparksContainer().build()));

    assertThat(pod.pod().getSpec().getSecurityContext().getRunAsUser()).isEqualTo(7);
  }

  @Test
  void itIsOnlyThereWhenItIsGiven() {
    assertThat(ExecutorPod.template(Map.of())).isEmpty();
    assertThat(ExecutorPod.template(Map.of(ExecutorPod.VARIABLE, " "))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{}", "{\"spec\": {\"containers\": []}}"})
  void whatIsNoPodIsRefused(String json) {
    assertThatThrownBy(() -> ExecutorPod.template(Map.of(ExecutorPod.VARIABLE, json)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(ExecutorPod.VARIABLE);
  }
}
