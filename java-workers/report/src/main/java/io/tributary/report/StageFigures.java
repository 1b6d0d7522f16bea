package io.tributary.report;

import io.tributary.core.command.RunIdentity;
import io.tributary.core.document.RunRecord;
import io.tributary.core.document.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a stage's figures of its attempts. */
final class StageFigures {
  private final RunRecords stage;
  private final RunIdentity self;
  private final Instant now;

  /**
   * A stage as seen now.
   *
   * @param self the attempt that looks; it has not ended and yet is no crash
   */
  StageFigures(RunRecords stage, RunIdentity self, Instant now) {
    this.stage = stage;
    this.self = self;
    this.now = now;
  }

  Summary.Stage figures() {
    Map<String, Long> numbers = new TreeMap<>();
    double cpu = 0;
    long memory = 0;
    int failures = 0;
    for (RunRecord record : stage.records()) {
      record.numbers().forEach((name, value) -> numbers.merge(name, value, Long::sum));
      cpu += record.cpuSeconds();
      memory = Math.max(memory, record.peakMemoryBytes());
      failures += failed(record) ? 1 : 0;
    }
    return new Summary.Stage(seconds(), stage.records().size(), failures, cpu, memory, numbers);
  }

  /** Whether an attempt failed, or crashed and so has no end. */
  boolean failed(RunRecord record) {
    return record.exitCode().map(code -> code != 0).orElse(!isSelf(record));
  }

  /** The attempts that no later attempt of the same instance made good. */
  List<RunRecord> unhealed() {
    return stage.records().stream()
        .filter(this::failed)
        .filter(
            failed ->
                stage.records().stream()
                    .noneMatch(
                        later ->
                            later.index() == failed.index() && later.attempt() > failed.attempt()))
        .toList();
  }

  /** Seconds in which at least one attempt ran: waiting for a retry is no work. */
  private double seconds() {
    Duration total = Duration.ZERO;
    Instant until = Instant.MIN;
    for (RunRecord record :
        stage.records().stream().sorted(Comparator.comparing(RunRecord::started)).toList()) {
      Instant end = end(record);
      Instant start = record.started().isAfter(until) ? record.started() : until;
      if (end.isAfter(start)) {
        total = total.plus(Duration.between(start, end));
        until = end;
      }
    }
    return total.toMillis() / 1000.0;
  }

  /** A crash's end is not known, so it adds no time. */
  private Instant end(RunRecord record) {
    return record.ended().orElse(isSelf(record) ? now : record.started());
  }

  private boolean isSelf(RunRecord record) {
    return stage.stage().equals("summarize")
        && record.runId().equals(self.runId())
        && record.index() == self.index()
        && record.attempt() == self.attempt();
  }
}
