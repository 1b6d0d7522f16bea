package io.tributary.core.command;

import io.tributary.core.document.Json;
import io.tributary.core.document.RunRecord;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.WorkerException;
import io.tributary.core.store.Location;
import io.tributary.core.store.Payload;
import io.tributary.core.store.RemoteCalls;
import io.tributary.core.store.WriteCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an attempt's run record at its start and at its end. */
final class RunRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecorder.class);

  private final Day day;
  private final String task;
  private final Location location;
  private final Instant started = Instant.now();
  private final Map<String, Long> callsBefore = RemoteCalls.snapshot();
  private final double cpuBefore = ProcessUsage.cpuSeconds();
  private ExitCode code = ExitCode.INTERNAL;
  private Optional<String> error = Optional.empty();

  private RunRecorder(Day day, String task) {
    this.day = day;
    this.task = task;
    RunIdentity identity = day.identity();
    this.location =
        day.layout().runRecord(identity.runId(), task, identity.index(), identity.attempt());
  }

  /** Writes the record of an attempt that begins now; storage that is away ends it at once. */
  static RunRecorder start(Day day, String task) {
    RunRecorder recorder = new RunRecorder(day, task);
    recorder.write(Optional.empty());
    LOG.info(
        "{} of {} {} begins (run {}, attempt {})",
        task,
        day.partner().partner(),
        day.date(),
        day.identity().runId(),
        day.identity().attempt());
    return recorder;
  }

  void done(WorkerResult result) {
    code = ExitCode.DONE;
    LOG.debug("{} done: {}", task, result.message());
  }

  void failed(Throwable failure) {
    code = failure instanceof WorkerException known ? known.exitCode() : ExitCode.INTERNAL;
    error = Optional.of(Outcome.line(failure));
  }

  @Override
  public void close() {
    try {
      write(Optional.of(Instant.now()));
    } catch (WorkerException e) {
      // The work's own outcome stands; a record without an end is read as a crash.
      LOG.warn("the run record could not be completed: {}", e.getMessage());
    }
  }

  /** What the work counted, and what the attempt asked of servers. */
  private Map<String, Long> numbers() {
    Map<String, Long> numbers = new TreeMap<>(day.numbers().snapshot());
    RemoteCalls.snapshot()
        .forEach(
            (name, count) -> {
              long more = count - callsBefore.get(name);
              if (more > 0) {
                numbers.put(name, more);
              }
            });
    return numbers;
  }

  private void write(Optional<Instant> ended) {
    RunIdentity identity = day.identity();
    RunRecord record =
        new RunRecord(
            RunRecord.VERSION,
            identity.runId(),
            task,
            identity.index(),
            identity.attempt(),
            started,
            ended,
            ended.map(end -> code.name().toLowerCase(Locale.ROOT)),
            ended.map(end -> code.code()),
            error,
            ProcessUsage.cpuSeconds() - cpuBefore,
            ProcessUsage.peakMemoryBytes(),
            numbers());
    day.store().write(location, Payload.of(Json.bytes(record)), WriteCondition.none());
    ended.ifPresent(
        end -> LOG.info("{} took {} s", task, Duration.between(started, end).toMillis() / 1000.0));
  }
}
