package io.tributary.core.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Which attempt of which task instance of which run this process is. It comes from the environment,
 * so that the command line of a task is the same in every run and attempt.
 *
 * @param runId {@code TRIBUTARY_RUN_ID}; by hand: {@code manual-} and the time
 * @param index {@code TRIBUTARY_TASK_INDEX}: of the mapped instance, from 0
 * @param attempt {@code TRIBUTARY_ATTEMPT}: from 1
 */
public record RunIdentity(String runId, int index, int attempt) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Reads the environment. Airflow's map index of an unmapped task, -1, is 0 here. */
  public static RunIdentity from(Map<String, String> environment, Instant now) {
    String runId = environment.getOrDefault("TRIBUTARY_RUN_ID", "");
    return new RunIdentity(
        runId.isBlank() ? "manual-" + STAMP.format(now) : runId,
        Math.max(0, number(environment, "TRIBUTARY_TASK_INDEX", 0)),
        Math.max(1, number(environment, "TRIBUTARY_ATTEMPT", 1)));
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    try {
      return Integer.parseInt(environment.getOrDefault(name, "").trim());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
