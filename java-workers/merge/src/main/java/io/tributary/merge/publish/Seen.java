package io.tributary.merge.publish;

import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.error.DataException;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.ObjectStore;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of a table's publication was there when the run looked. Every write of the run's own
 * publication is conditional on it.
 *
 * @param success the marker object
 * @param marker what it says, if it can be read
 * @param csv the product
 * @param metadata {@code table_metadata.json}
 * @param lineage {@code _lineage.jsonl.gz}
 * @param quarantine the quarantine file
 * @param held why the table is held back, if it is
 */
public record Seen(
    Optional<ObjectInfo> success,
    Optional<PublicationMarker> marker,
    Optional<ObjectInfo> csv,
    Optional<ObjectInfo> metadata,
    Optional<ObjectInfo> lineage,
    Optional<ObjectInfo> quarantine,
    Optional<ObjectInfo> held) {

  /** Looks. */
  public static Seen at(ObjectStore store, DayLayout layout, String table) {
    Optional<ObjectInfo> success = store.head(layout.success(table));
    return new Seen(
        success,
        success.flatMap(unused -> marker(store, layout, table)),
        store.head(layout.csv(table)),
        store.head(layout.metadata(table)),
        store.head(layout.lineage(table)),
        store.head(layout.quarantine(table)),
        store.head(layout.held(table)));
  }

  private static Optional<PublicationMarker> marker(
      ObjectStore store, DayLayout layout, String table) {
    try {
      return Json.find(store, layout.success(table), PublicationMarker.class);
    } catch (DataException e) {
      // Whatever wrote this, it is no publication of ours: publish again.
      return Optional.empty();
    }
  }

  /**
   * Whether what is published is what would be, with nothing of it lost since.
   *
   * @param cleaned what was removed on purpose
   */
  public boolean is(String fingerprint, CleanedDay cleaned) {
    return marker
        .filter(found -> found.version() == PublicationMarker.VERSION)
        .filter(found -> found.fingerprint().equals(fingerprint))
        .filter(found -> csv.map(ObjectInfo::etag).equals(Optional.of(found.etag())))
        .filter(found -> metadata.isPresent() && lineage.isPresent())
        .filter(found -> hasQuarantine(found, cleaned))
        .isPresent();
  }

  private boolean hasQuarantine(PublicationMarker found, CleanedDay cleaned) {
    return quarantine.map(ObjectInfo::size).orElse(0L) == found.quarantineBytes()
        || (quarantine.isEmpty()
            && success
                .map(ObjectInfo::modified)
                .filter(cleaned::removedQuarantineSince)
                .isPresent());
  }

  /** Whether an object of a publication is there, be it a broken-off one. */
  public boolean anything() {
    return Stream.of(success, csv, metadata, lineage, quarantine, held)
        .anyMatch(Optional::isPresent);
  }

  /** Whether the marker and the product are the same objects as in another look. */
  boolean unchanged(Seen later) {
    return etag(success).equals(etag(later.success)) && etag(csv).equals(etag(later.csv));
  }

  private static Optional<String> etag(Optional<ObjectInfo> object) {
    return object.map(ObjectInfo::etag);
  }
}
