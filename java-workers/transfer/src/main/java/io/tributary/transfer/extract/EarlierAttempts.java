package io.tributary.transfer.extract;

import io.tributary.core.command.Day;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.document.Json;
import io.tributary.core.document.RunRecord;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import java.util.stream.Stream;

/** What run records say of the day's other extractions. */
final class EarlierAttempts {
  private static final String EXTRACTIONS = "extract-";

  private EarlierAttempts() {}

  /**
   * Whether one was killed, goes on, or did not end well: only then can it have left something. The
   * other shards of the same run have other archives.
   */
  static boolean brokenOff(Day day) {
    RunIdentity own = day.identity();
    Location ours = day.layout().runRecord(own.runId(), "extract", own.index(), own.attempt());
    try (Stream<ObjectInfo> records = day.store().list(day.layout().runs())) {
      return records
          .map(ObjectInfo::location)
          .filter(record -> record.name().startsWith(EXTRACTIONS) && !record.equals(ours))
          .anyMatch(record -> mayHaveLeftSomething(day, record));
    }
  }

  private static boolean mayHaveLeftSomething(Day day, Location location) {
    try {
      RunRecord record = Json.read(day.store(), location, RunRecord.class);
      boolean done = record.exitCode().filter(code -> code == ExitCode.DONE.code()).isPresent();
      boolean otherShard =
          record.runId().equals(day.identity().runId()) && record.index() != day.identity().index();
      return !done && !otherShard;
    } catch (DataException | ObjectMissingException e) {
      // A record that cannot be read says nothing good.
      return true;
    }
  }
}
