package io.tributary.transfer.await;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes {@code sources.json} by a condition on what was seen before, so that of two runs one
 * freezes and the other finds it frozen.
 */
final class SourceFreezer {
  private final Day day;
  private final String source;
  private final Location location;
  private final HistoryFolder history;
  private Optional<ObjectInfo> seen;
  private Optional<SourceList> frozen;

  SourceFreezer(Day day, String source) {
    this.day = day;
    this.source = source;
    this.location = day.layout().sources();
    this.history = new HistoryFolder(day.store(), day.layout());
    read();
  }

  /** What is frozen already. */
  Optional<SourceList> frozen() {
    return frozen;
  }

  /** Whether a delivery is the one that is frozen already. */
  boolean isFrozen(Delivery delivery) {
    return frozen
        .filter(
            list ->
                list.archives().equals(delivery.archives())
                    && list.missing().equals(delivery.missing()))
        .isPresent();
  }

  /**
   * Whether a delivery is a part of the frozen one, and nothing else: the source has removed the
   * rest since, as many do with what is old. A list without it would unpublish its rows. What a
   * marker that lists its archives no longer names was taken back, and is not purged.
   */
  boolean isPurged(Delivery delivery) {
    if (frozen.isEmpty()) {
      return false;
    }
    SourceList list = frozen.get();
    Map<String, Bytes> gone = new HashMap<>();
    list.archives().forEach(archive -> gone.put(archive.name(), Bytes.of(archive)));
    boolean known =
        delivery.archives().stream()
            .allMatch(archive -> Bytes.of(archive).equals(gone.remove(archive.name())));
    Set<String> missing = new HashSet<>(delivery.missing());
    boolean less = !gone.isEmpty() || !delivery.markerPresent();
    boolean accounted = !delivery.listed() || missing.containsAll(gone.keySet());
    missing.removeAll(gone.keySet());
    missing.removeAll(list.missing());
    return less && known && accounted && missing.isEmpty();
  }

  /** What tells whether an archive is the one that was there; what a marker says of it can go. */
  private record Bytes(long size, Instant modified) {
    static Bytes of(SourceList.Archive archive) {
      return new Bytes(archive.size(), archive.modified());
    }
  }

  /** Freezes a delivery: as the first revision of the day, or as the next one. */
  SourceList freeze(Delivery delivery, Optional<String> marker, Instant now) {
    SourceList list =
        new SourceList(
            SourceList.VERSION,
            day.partner().partner(),
            day.date(),
            frozen.map(SourceList::revision).orElse(0) + 1,
            now,
            source,
            marker,
            delivery.archives(),
            delivery.missing(),
            baseline(),
            history(),
            acceptances());
    try {
      day.store()
          .write(location, Payload.of(Json.bytes(list)), WriteCondition.unchangedSince(seen));
      return list;
    } catch (PreconditionFailedException e) {
      read();
      if (isFrozen(delivery)) {
        return frozen.orElseThrow();
      }
      throw e;
    }
  }

  /** Chosen with the first revision and never again, so that backfills stay reproducible. */
  private Map<String, SourceList.Baseline> baseline() {
    return frozen
        .map(SourceList::baseline)
        .orElseGet(() -> new Baselines(day.store(), day.layout()).choose());
  }

  /** Like the baseline chosen once: the metrics that the day is compared with. */
  private List<String> history() {
    return frozen
        .map(SourceList::history)
        .orElseGet(() -> history.newest(day.date(), day.partner().historyDays()));
  }

  /** Like the baseline chosen once: the known anomalies of the days that it is compared with. */
  private List<String> acceptances() {
    LocalDate oldest = day.date().minusDays(day.partner().historyDays());
    return frozen
        .map(SourceList::acceptances)
        .orElseGet(
            () ->
                history.accepted().stream()
                    .filter(
                        id ->
                            HistoryFolder.date(id)
                                .filter(date -> date.isBefore(day.date()) && !date.isBefore(oldest))
                                .isPresent())
                    .toList());
  }

  private void read() {
    seen = day.store().head(location);
    frozen = seen.map(unused -> Json.read(day.store(), location, SourceList.class));
  }
}
