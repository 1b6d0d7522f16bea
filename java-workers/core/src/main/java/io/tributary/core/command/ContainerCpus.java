package io.tributary.core.command;

import io.tributary.core.error.ConfigurationException;
import java.util.Map;
import java.util.Optional;

/** The CPUs that a task may count on. */
public final class ContainerCpus {
  /** CPUs that a pod was given, as the DAG says. */
  private static final String VARIABLE = "TRIBUTARY_CPUS";

  private ContainerCpus() {}

  /**
   * How many there are, at least one. A container without a limit sees all those of its node, and
   * has memory for those that it was given only.
   *
   * @param environment of the process
   * @throws ConfigurationException when the environment says what is no whole number
   */
  public static int of(Map<String, String> environment) {
    int seen = Runtime.getRuntime().availableProcessors();
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(given -> !given.isBlank())
        .map(given -> Math.max(1, Math.min(seen, number(given))))
        .orElse(seen);
  }

  private static int number(String given) {
    try {
      return Integer.parseInt(given.trim());
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          VARIABLE + " is '" + given + "': must be a whole number of cores", e);
    }
  }
}
