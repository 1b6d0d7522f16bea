package io.tributary.merge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorCommandTest {
  private static final Map<String, String> POD =
      Map.of(
          "SPARK_DRIVER_URL", "spark://CoarseGrainedScheduler@10.1.2.3:7078",
          "SPARK_EXECUTOR_ID", "3",
          "SPARK_EXECUTOR_CORES", "8",
          "SPARK_APPLICATION_ID", "spark-1",
          "SPARK_EXECUTOR_POD_IP", "10.1.2.4",
          "SPARK_RESOURCE_PROFILE_ID", "0",
          "SPARK_EXECUTOR_POD_NAME", "tributary-merge-exec-3",
          "SPARK_JAVA_OPT_0", "-Dspark.driver.port=7078",
          "SPARK_JAVA_OPT_10", "-Dspark.rpc.askTimeout=a=b",
          "SPARK_JAVA_OPT_2", "--add-opens=java.base/java.lang=ALL-UNNAMED");

  @Test
  void sparkSaysEverythingByEnvironment() {
    assertThat(ExecutorCommand.arguments(POD))
        .containsExactly(
            "--driver-url", "spark://CoarseGrainedScheduler@10.1.2.3:7078",
            "--executor-id", "3",
            "--cores", "8",
            "--app-id", "spark-1",
            "--hostname", "10.1.2.4",
            "--resourceProfileId", "0",
            "--podName", "tributary-merge-exec-3");
    assertThat(ExecutorCommand.settings(POD))
        .containsExactly("spark.driver.port=7078", "spark.rpc.askTimeout=a=b");
  }

  @Test
  void peopleAreToldThatItIsNotForThem() {
    assertThatThrownBy(() -> ExecutorCommand.arguments(Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "SPARK_DRIVER_URL is not set: Spark starts executors, people start `tributary merge`");
  }
}
