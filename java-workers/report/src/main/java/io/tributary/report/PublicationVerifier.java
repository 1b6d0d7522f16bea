package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import java.util.List;
import java.util.Optional;

/** Checks one published table: the objects against {@code _SUCCESS}, then the counts. */
final class PublicationVerifier {
  private final Day day;
  private final DeliveredTables delivered;
  private final boolean deep;

  PublicationVerifier(Day day, DeliveredTables delivered, boolean deep) {
    this.day = day;
    this.delivered = delivered;
    this.deep = deep;
  }

  /**
   * What is wrong with a table that has a {@code _SUCCESS}; empty when nothing is.
   *
   * @throws TemporaryException when it is published anew meanwhile
   */
  List<String> verify(String table) {
    Location success = day.layout().success(table);
    Optional<ObjectInfo> before = day.store().head(success);
    List<String> failures;
    try {
      failures = failures(table);
    } catch (DataException | ObjectMissingException e) {
      failures = List.of(e.getMessage());
    }
    // Whoever publishes meanwhile removes and rewrites _SUCCESS: what was seen is of two states.
    if (!before.map(ObjectInfo::etag).equals(day.store().head(success).map(ObjectInfo::etag))) {
      throw new TemporaryException(
          success + " changed while the table was checked; run verify again");
    }
    return failures;
  }

  private List<String> failures(String table) {
    PublicationMarker marker =
        Json.read(day.store(), day.layout().success(table), PublicationMarker.class);
    Location at = day.layout().metadata(table);
    byte[] bytes = Json.readBytes(day.store(), at);
    TableMetadata metadata = Json.parse(bytes, TableMetadata.class, at);
    TableCheck check = new TableCheck(day, table, delivered, marker, metadata);
    check.equal("the table named in _SUCCESS", marker.table(), table);
    check.equal("the table named in " + at.name(), metadata.table(), table);
    check.equal("the date in " + at.name(), metadata.date(), day.date());
    check.equal("SHA-256 of " + at.name(), Digests.sha256(bytes), marker.metadataSha256());
    check.equal(
        "SHA-256 of " + day.layout().lineage(table).name(),
        Digests.sha256(Json.readBytes(day.store(), day.layout().lineage(table))),
        marker.lineageSha256());
    product(check);
    quarantine(check);
    if (!check.tally().inputs().equals(marker.inputs())) {
      check.fail(
          check.tally().delivered()
              ? "published from an older delivery; merge it again"
              : "published from an older delivery, and this one has nothing of it: merge takes it"
                  + " back, unless something was refused; look at that first");
      return check.failures();
    }
    ConservationVerifier.verify(check);
    quality(check);
    if (deep && check.failures().isEmpty()) {
      DeepVerifier.verify(check);
    }
    return check.failures();
  }

  private static void product(TableCheck check) {
    Location csv = check.day().layout().csv(check.table());
    Optional<ObjectInfo> found = check.day().store().head(csv);
    if (found.isEmpty()) {
      check.fail(csv + " is missing; merge the table again");
      return;
    }
    check.equal("the size of " + csv.name(), found.get().size(), check.marker().bytes());
    check.equal("the ETag of " + csv.name(), found.get().etag(), check.marker().etag());
  }

  private static void quarantine(TableCheck check) {
    Location quarantine = check.day().layout().quarantine(check.table());
    Optional<ObjectInfo> found = check.day().store().head(quarantine);
    boolean expected = check.marker().quarantinedRows() > 0;
    if (expected && found.isEmpty() && check.quarantineRemoved()) {
      return;
    }
    if (expected && found.isEmpty()) {
      check.fail(quarantine + " is missing; merge the table again");
    } else if (!expected && found.isPresent()) {
      check.fail(quarantine + " is there, but nothing was quarantined");
    } else if (expected) {
      check.equal(
          "the size of the quarantine file", found.get().size(), check.marker().quarantineBytes());
    }
  }

  private static void quality(TableCheck check) {
    check.metadata().quality().findings().stream()
        .filter(finding -> finding.severity() == Severity.CRITICAL)
        .forEach(finding -> check.fail("critical: " + finding.rule() + ": " + finding.message()));
  }
}
