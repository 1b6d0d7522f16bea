package io.tributary.transfer.await;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.time.Instant;
import java.util.HashSet;
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
  private Optional<ObjectInfo> seen;
  private Optional<SourceList> frozen;

  SourceFreezer(Day day, String source) {
    this.day = day;
    this.source = source;
    this.location = day.layout().sources();
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
   * Whether a delivery is the frozen one, less archives that the marker still lists: those were
   * there, and the source has removed them since. A list without them would unpublish their rows.
   */
  boolean isPurged(Delivery delivery) {
    if (frozen.isEmpty() || delivery.missing().isEmpty()) {
      return false;
    }
    Set<SourceList.Archive> present = new HashSet<>(delivery.archives());
    Set<String> missing = new HashSet<>(delivery.missing());
    SourceList list = frozen.get();
    boolean accounted =
        list.archives().stream()
                .allMatch(archive -> present.remove(archive) || missing.remove(archive.name()))
            && present.isEmpty();
    list.missing().forEach(missing::remove);
    return accounted && missing.isEmpty();
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
            baseline());
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

  private void read() {
    seen = day.store().head(location);
    frozen = seen.map(unused -> Json.read(day.store(), location, SourceList.class));
  }
}
