package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.config.ColumnName;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.HeldTable;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.error.DataException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is published of a table.
 *
 * @param table name
 * @param state whether that counts
 * @param marker {@code _SUCCESS}
 * @param metadata {@code table_metadata.json}; of a table that is held back, what it would have
 *     been
 * @param problem what is wrong with them, for a person
 */
record PublishedTable(
    String table,
    State state,
    Optional<PublicationMarker> marker,
    Optional<TableMetadata> metadata,
    Optional<String> problem) {
  /** Whether a publication counts. */
  enum State {
    /** It is of this delivery. */
    PUBLISHED,
    /** A rule holds it back; what is published of an earlier state, if anything, stays. */
    HELD,
    /** It is of an older delivery of the same date. */
    OLDER,
    /** There is none. */
    ABSENT,
    /** What there is cannot be read. */
    UNREADABLE
  }

  /**
   * Reads what is published of a table.
   *
   * @param inputs what this delivery's marker must have
   */
  static PublishedTable read(Day day, String table, String inputs) {
    try {
      Optional<PublicationMarker> marker =
          Json.find(day.store(), day.layout().success(table), PublicationMarker.class);
      Optional<HeldTable> held = held(day, table, inputs, marker);
      if (held.isPresent()) {
        return new PublishedTable(
            table, State.HELD, marker, held.map(HeldTable::metadata), Optional.empty());
      }
      if (marker.isEmpty()) {
        return new PublishedTable(table, State.ABSENT, marker, Optional.empty(), Optional.empty());
      }
      Optional<TableMetadata> metadata =
          Json.find(day.store(), day.layout().metadata(table), TableMetadata.class);
      if (!inputs.equals(marker.get().inputs())) {
        return new PublishedTable(table, State.OLDER, marker, metadata, Optional.empty());
      }
      if (metadata.isEmpty()) {
        return new PublishedTable(
            table,
            State.UNREADABLE,
            marker,
            metadata,
            Optional.of(day.layout().metadata(table) + " is missing; merge the table again"));
      }
      return new PublishedTable(table, State.PUBLISHED, marker, metadata, Optional.empty());
    } catch (DataException e) {
      return new PublishedTable(
          table, State.UNREADABLE, Optional.empty(), Optional.empty(), Optional.of(e.getMessage()));
    }
  }

  /** Why it is held back, if that was said of this delivery and is no leftover. */
  private static Optional<HeldTable> held(
      Day day, String table, String inputs, Optional<PublicationMarker> marker) {
    return Json.find(day.store(), day.layout().held(table), HeldTable.class)
        .filter(held -> held.inputs().equals(inputs))
        .filter(
            held ->
                marker
                    .map(PublicationMarker::fingerprint)
                    .filter(held.fingerprint()::equals)
                    .isEmpty());
  }

  boolean published() {
    return state == State.PUBLISHED;
  }

  /** Whether rules have looked at it. */
  boolean judged() {
    return published() || state == State.HELD;
  }

  /** Whether rules had anything to look at in a column. */
  boolean judged(String column) {
    String name = ColumnName.normalise(column);
    return judged()
        && metadata.stream()
            .flatMap(found -> found.columns().stream())
            .anyMatch(one -> one.members() > 0 && ColumnName.normalise(one.name()).equals(name));
  }

  /** Everything that has a name: delivered, expected, or lying there. */
  static NavigableSet<String> names(Day day, DeliveryTally tally, Set<String> expected) {
    NavigableSet<String> names = new TreeSet<>(tally.tables().keySet());
    names.addAll(expected);
    try (Stream<String> folders = day.store().listNames(day.layout().merged())) {
      names.addAll(DayLayout.namesOf(folders, names));
    }
    return names;
  }

  /** All tables of the day, by name. */
  static List<PublishedTable> all(Day day, DeliveryTally tally, Set<String> expected) {
    return names(day, tally, expected).stream()
        .map(table -> read(day, table, tally.table(table).inputs()))
        .toList();
  }
}
