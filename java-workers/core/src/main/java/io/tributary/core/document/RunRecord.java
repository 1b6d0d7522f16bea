package io.tributary.core.document;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code runs/{run-id}/{task}-{index}-{attempt}.json}: one attempt of one worker, written at its
 * start and again at its end. A record without an end is a crash.
 *
 * @param version of this document's format
 * @param runId the run, such as Airflow's run id
 * @param task the worker command
 * @param index of the mapped instance, from 0
 * @param attempt from 1
 * @param started when
 * @param ended when; empty while it runs or after a crash
 * @param outcome exit code's name in lower case; empty while it runs
 * @param exitCode the process's; empty while it runs
 * @param error the one-line message of a failure
 * @param cpuSeconds of the process
 * @param peakMemoryBytes resident, as far as the platform tells
 * @param numbers what the command counted: {@code bytes-read}, {@code bytes-written}, {@code
 *     archives}, …
 */
public record RunRecord(
    int version,
    String runId,
    String task,
    int index,
    int attempt,
    Instant started,
    Optional<Instant> ended,
    Optional<String> outcome,
    Optional<Integer> exitCode,
    Optional<String> error,
    double cpuSeconds,
    long peakMemoryBytes,
    Map<String, Long> numbers) {
  /** The present format. */
  public static final int VERSION = 1;

  public RunRecord {
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
  }
}
