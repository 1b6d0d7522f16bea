package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.RunRecord;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.store.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a day is done with, as its run records tell. */
final class DayState {
  /** A record without an end is a task that runs, or one that was killed; none runs so long. */
  private static final Duration LONGEST_TASK = Duration.ofDays(2);

  /** What the check judges: when one of these came after it, it has not spoken of that. */
  private static final Set<String> WORK = Set.of("wait", "extract", "merge");

  private final List<RunRecord> records;
  private final Instant lastWork;
  private final boolean unreadable;

  private DayState(List<RunRecord> records, Instant lastWork, boolean unreadable) {
    this.records = records;
    this.lastWork = lastWork;
    this.unreadable = unreadable;
  }

  static DayState of(Day partner, DayLayout layout) {
    List<RunRecord> records = new ArrayList<>();
    Instant last = Instant.EPOCH;
    boolean unreadable = false;
    try (Stream<ObjectInfo> objects = partner.store().list(layout.runs())) {
      for (ObjectInfo object : (Iterable<ObjectInfo>) objects::iterator) {
        last = object.modified().isAfter(last) ? object.modified() : last;
        try {
          records.add(Json.read(partner.store(), object.location(), RunRecord.class));
        } catch (DataException | ObjectMissingException e) {
          unreadable = true;
        }
      }
    }
    return new DayState(records, last, unreadable);
  }

  /** When something was last done for the day. */
  Instant lastWork() {
    return lastWork;
  }

  /** Whether clean began to remove all of the day, and nothing was done for it since. */
  boolean isBeingRemoved(CleanedDay cleaned) {
    return cleaned.day().filter(removal -> lastWork.isBefore(removal.at())).isPresent();
  }

  /**
   * Why the day is not done with, if it is not.
   *
   * @param failedToo whether a check that failed is the end of it too
   */
  Optional<String> unsettled(Instant now, boolean failedToo) {
    if (unreadable) {
      return Optional.of("a run record cannot be read");
    }
    Optional<RunRecord> open =
        records.stream()
            .filter(record -> record.ended().isEmpty())
            .filter(record -> record.started().plus(LONGEST_TASK).isAfter(now))
            .findFirst();
    if (open.isPresent()) {
      return Optional.of(open.get().task() + " of run " + open.get().runId() + " may be running");
    }
    List<RunRecord> checks =
        records.stream()
            .filter(record -> record.task().equals("verify") && record.ended().isPresent())
            .toList();
    Optional<RunRecord> check =
        checks.stream()
            .filter(record -> !record.numbers().containsKey(VerifyCommand.SELECTED_TABLES))
            .max(Comparator.comparing(RunRecord::started));
    if (check.isEmpty()) {
      return Optional.of(
          checks.isEmpty()
              ? "verify has not ended yet"
              : "only selected tables were checked; run verify without --only");
    }
    boolean workedOn =
        records.stream()
            .filter(record -> WORK.contains(record.task()))
            .anyMatch(
                record -> record.ended().orElse(record.started()).isAfter(check.get().started()));
    if (workedOn) {
      return Optional.of("it was worked on since it was checked; run verify");
    }
    int code = check.get().exitCode().orElse(ExitCode.INTERNAL.code());
    boolean settled = code == ExitCode.DONE.code() || (failedToo && code == ExitCode.DATA.code());
    return settled
        ? Optional.empty()
        : Optional.of(
            "its check ended with exit code "
                + code
                + (code == ExitCode.DATA.code() ? "; --failed-too gives it up" : "; run verify"));
  }
}
