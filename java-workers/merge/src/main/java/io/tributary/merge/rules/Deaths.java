package io.tributary.merge.rules;

import io.tributary.core.command.Day;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.document.AskedQueries.Asking;
import io.tributary.core.document.Json;
import io.tributary.core.document.RunRecord;
import io.tributary.core.error.DataException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which attempts ended while they asked. A worker that ends by itself writes so into its run
 * record, so an attempt whose record has an end did not end at a query.
 *
 * <p>Without an end, an attempt of another run cannot be told from one that goes on beside this. It
 * counts once a later attempt of the same instance has begun, or once it is older than any merge.
 * Attempts of one instance follow each other, so those before this one are over, as is whatever
 * began under this one's own name.
 */
final class Deaths {
  private static final String TASK = "merge";
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Day day;

  Deaths(Day day) {
    this.day = day;
  }

  /** Whether an attempt ended at what it asked, as far as that is sure. */
  boolean died(Asking asking) {
    if (asking.lost()) {
      return true;
    }
    Optional<RunRecord> record = record(asking);
    if (record.flatMap(RunRecord::ended).isPresent()) {
      return false;
    }
    RunIdentity own = day.identity();
    if (asking.runId().equals(own.runId()) && asking.index() == own.index()) {
      return asking.attempt() <= own.attempt();
    }
    return record
        .filter(
            found ->
                found.started().plus(LONGEST).isBefore(Instant.now()) || anotherFollowed(asking))
        .isPresent();
  }

  private Optional<RunRecord> record(Asking asking) {
    try {
      Location record =
          day.layout().runRecord(asking.runId(), TASK, asking.index(), asking.attempt());
      return Json.find(day.store(), record, RunRecord.class);
    } catch (DataException e) {
      // It says nothing.
      return Optional.empty();
    }
  }

  private boolean anotherFollowed(Asking asking) {
    String instance = TASK + "-" + asking.index() + "-";
    try (Stream<ObjectInfo> records = day.store().list(day.layout().runRecords(asking.runId()))) {
      return records
          .map(found -> found.location().name())
          .filter(name -> name.startsWith(instance))
          .map(name -> name.substring(instance.length()).replace(".json", ""))
          .filter(attempt -> attempt.matches("[0-9]{1,9}"))
          .anyMatch(attempt -> Integer.parseInt(attempt) > asking.attempt());
    }
  }
}
