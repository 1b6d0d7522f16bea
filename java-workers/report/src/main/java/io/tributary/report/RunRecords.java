package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.RunRecord;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.store.ObjectInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of one stage that its figures are made of: those of this run, or, when this run did
 * not have the stage, of the newest run that had it.
 *
 * @param stage the worker command
 * @param records of the attempts, by instance and attempt
 */
record RunRecords(String stage, List<RunRecord> records) {
  /**
   * The stages of a day in their order. {@code verify} and {@code trace} look at what these did.
   */
  private static final List<String> STAGES = List.of("wait", "extract", "merge", "summarize");

  private static final Logger LOG = LoggerFactory.getLogger(RunRecords.class);

  RunRecords {
    records =
        records.stream()
            .sorted(Comparator.comparingInt(RunRecord::index).thenComparingInt(RunRecord::attempt))
            .toList();
  }

  /** The stages that left records, in order. */
  static List<RunRecords> read(Day day) {
    List<RunRecord> all = new ArrayList<>();
    try (Stream<ObjectInfo> objects = day.store().list(day.layout().runs())) {
      objects.forEach(object -> read(day, object, all));
    }
    return STAGES.stream()
        .map(stage -> of(stage, day.identity().runId(), all))
        .filter(stage -> !stage.records().isEmpty())
        .toList();
  }

  private static void read(Day day, ObjectInfo object, List<RunRecord> all) {
    try {
      all.add(Json.read(day.store(), object.location(), RunRecord.class));
    } catch (DataException | ObjectMissingException e) {
      // The day's figures are worth more than one attempt's.
      LOG.warn("left out a run record: {}", e.getMessage());
    }
  }

  private static RunRecords of(String stage, String runId, List<RunRecord> all) {
    List<RunRecord> ofStage = all.stream().filter(record -> record.task().equals(stage)).toList();
    String run =
        ofStage.stream().anyMatch(record -> record.runId().equals(runId))
            ? runId
            : ofStage.stream()
                .max(Comparator.comparing(RunRecord::started))
                .map(RunRecord::runId)
                .orElse(runId);
    return new RunRecords(
        stage, ofStage.stream().filter(record -> record.runId().equals(run)).toList());
  }
}
