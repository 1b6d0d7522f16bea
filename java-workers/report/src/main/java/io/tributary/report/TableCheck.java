package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.store.ObjectInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the checks of one published table look at, and what they find.
 *
 * @param day whose table
 * @param table name
 * @param tally of the table, from the manifests
 * @param archives that count, in byte order, with their shares of the table
 * @param marker {@code _SUCCESS}
 * @param metadata {@code table_metadata.json}
 * @param failures found so far
 */
record TableCheck(
    Day day,
    String table,
    TableTally tally,
    Map<String, ArchiveManifest.TableEntry> archives,
    PublicationMarker marker,
    TableMetadata metadata,
    List<String> failures) {
  TableCheck(
      Day day,
      String table,
      DeliveredTables delivered,
      PublicationMarker marker,
      TableMetadata metadata) {
    this(
        day,
        table,
        delivered.tally().table(table),
        delivered.archives(table),
        marker,
        metadata,
        new ArrayList<>());
  }

  /** Whether clean removed the quarantine file of this publication. */
  boolean quarantineRemoved() {
    return day.store().head(day.layout().quarantine(table)).isEmpty()
        && day.store()
            .head(day.layout().success(table))
            .map(ObjectInfo::modified)
            .filter(CleanedDay.of(day.store(), day.layout())::removedQuarantineSince)
            .isPresent();
  }

  void fail(String what) {
    failures.add(what);
  }

  /** Fails unless two things are equal. */
  void equal(String what, Object actual, Object expected) {
    if (!actual.equals(expected)) {
      fail(what + " is " + actual + " instead of " + expected);
    }
  }
}
