package io.tributary.merge.spark;

import io.tributary.core.error.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend;
import picocli.CommandLine.Command;

/**
 * {@code executor}: what Spark asks a container to be that it started as an executor. It takes the
 * place of the shell script in Spark's own images, and gets everything by environment.
 */
@Command(
    name = "executor",
    hidden = true,
    description = "An executor of a merge on Kubernetes; Spark starts it.")
public final class ExecutorCommand implements Runnable {
  private static final String OPTION = "SPARK_JAVA_OPT_";
  private static final String SETTING = "-Dspark.";

  @Override
  public void run() {
    Map<String, String> environment = System.getenv();
    List<String> arguments = arguments(environment);
    settings(environment).forEach(ExecutorCommand::set);
    KubernetesExecutorBackend.main(arguments.toArray(String[]::new));
  }

  static List<String> arguments(Map<String, String> environment) {
    return List.of(
        "--driver-url", required(environment, "SPARK_DRIVER_URL"),
        "--executor-id", required(environment, "SPARK_EXECUTOR_ID"),
        "--cores", required(environment, "SPARK_EXECUTOR_CORES"),
        "--app-id", required(environment, "SPARK_APPLICATION_ID"),
        "--hostname", required(environment, "SPARK_EXECUTOR_POD_IP"),
        "--resourceProfileId", required(environment, "SPARK_RESOURCE_PROFILE_ID"),
        "--podName", required(environment, "SPARK_EXECUTOR_POD_NAME"));
  }

  /** The settings that an executor needs before it can ask the driver for all others. */
  static List<String> settings(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith(OPTION))
        .map(Entry::getValue)
        .filter(option -> option.startsWith(SETTING) && option.contains("="))
        .map(option -> option.substring("-D".length()))
        .sorted()
        .toList();
  }

  private static void set(String setting) {
    int equals = setting.indexOf('=');
    System.setProperty(setting.substring(0, equals), setting.substring(equals + 1));
  }

  private static String required(Map<String, String> environment, String variable) {
    String value = environment.get(variable);
    if (value == null) {
      throw new ConfigurationException(
          variable + " is not set: Spark starts executors, people start `tributary merge`");
    }
    return value;
  }
}
