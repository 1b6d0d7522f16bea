package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads a day's quarantine files record by record, whatever their size. */
final class QuarantineReader {
  private static final int COLUMNS = 7;

  private final Day day;

  QuarantineReader(Day day) {
    this.day = day;
  }

  /**
   * A record in quarantine, as its file has it.
   *
   * @param archive that it was delivered in
   * @param member of the archive
   * @param line of the member
   * @param reason code
   * @param length bytes of the record
   * @param sha256 of the record
   * @param raw the record, cut at 64 KiB
   */
  record Quarantined(
      String archive,
      String member,
      long line,
      String reason,
      long length,
      String sha256,
      String raw) {}

  /**
   * The tables that have records in quarantine.
   *
   * @param chosen that are looked at; none: all
   * @throws DataException when nothing of the day is published, or its quarantine was removed
   */
  NavigableSet<String> tables(List<String> chosen) {
    NavigableSet<String> published = names(day.layout().merged());
    published.removeIf(table -> day.store().head(day.layout().success(table)).isEmpty());
    if (published.isEmpty()) {
      throw new DataException(
          "no table is published on " + day.date() + "; choose a --date that was merged");
    }
    NavigableSet<String> tables = new TreeSet<>(published);
    if (!chosen.isEmpty()) {
      for (String table : chosen) {
        if (!published.contains(table)) {
          throw new DataException(
              "table '"
                  + table
                  + "' is not published on "
                  + day.date()
                  + "; it has "
                  + String.join(", ", published));
        }
      }
      tables.retainAll(chosen);
    }
    tables.removeIf(table -> !hasRecords(table));
    return tables;
  }

  private NavigableSet<String> names(Location folder) {
    try (Stream<String> folders = day.store().listNames(folder)) {
      return DayLayout.namesOf(folders, day.partner().tables().keySet());
    }
  }

  private boolean hasRecords(String table) {
    Optional<PublicationMarker> marker =
        Json.find(day.store(), day.layout().success(table), PublicationMarker.class);
    return marker.filter(found -> found.quarantinedRows() > 0).isPresent();
  }

  /** Hands over a table's records in order, until the taker has had enough. */
  void read(String table, Predicate<Quarantined> taker) {
    Location location = day.layout().quarantine(table);
    try (InputStream in = day.store().read(location)) {
      RecordReader records = new RecordReader(in);
      records.next();
      boolean goesOn = true;
      while (goesOn && records.next()) {
        goesOn = taker.test(record(location, records.values()));
      }
    } catch (ObjectMissingException e) {
      throw missing(location, e);
    } catch (IOException e) {
      throw new TemporaryException("cannot read " + location + "; try again", e);
    }
  }

  private DataException missing(Location location, ObjectMissingException e) {
    String why =
        CleanedDay.of(day.store(), day.layout())
            .quarantineRemovedOn()
            .map(on -> " was removed by clean on " + on)
            .orElse(" is missing; merge the table again");
    return new DataException(location + why, e);
  }

  private static Quarantined record(Location location, List<String> values) {
    if (values.size() != COLUMNS) {
      throw new DataException(location + " has a row of " + values.size() + " fields");
    }
    try {
      return new Quarantined(
          values.get(0),
          values.get(1),
          Long.parseLong(values.get(2)),
          values.get(3),
          Long.parseLong(values.get(4)),
          values.get(5),
          values.get(6));
    } catch (NumberFormatException e) {
      throw new DataException(location + " has a row without line or length", e);
    }
  }
}
