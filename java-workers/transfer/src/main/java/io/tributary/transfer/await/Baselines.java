package io.tributary.transfer.await;

import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.SourceList.Baseline;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds for each table the newest earlier day on which it was published. */
final class Baselines {
  private static final Logger LOG = LoggerFactory.getLogger(Baselines.class);

  /** Days of the calendar: a year and a month. */
  private static final int LOOK_BACK = 400;

  private final ObjectStore store;
  private final DayLayout layout;

  Baselines(ObjectStore store, DayLayout layout) {
    this.store = store;
    this.layout = layout;
  }

  /** The baseline by table name; one listing a day, and three reads a table in all. */
  Map<String, Baseline> choose() {
    Map<String, Baseline> chosen = new TreeMap<>();
    Set<String> found = new HashSet<>();
    for (LocalDate date : earlierDays()) {
      Location merged = layout.on(date).merged();
      List<String> names;
      try (Stream<String> listed = store.listNames(merged)) {
        names = listed.filter(folder -> !found.contains(folder)).toList();
      }
      for (String folder : names) {
        Location table = merged.child(folder);
        published(table)
            .ifPresent(
                bytes -> {
                  TableMetadata metadata = Json.parse(bytes, TableMetadata.class, table);
                  found.add(folder);
                  chosen.put(metadata.table(), baseline(date, bytes, metadata));
                });
      }
    }
    return chosen;
  }

  private List<LocalDate> earlierDays() {
    LocalDate oldest = layout.date().minusDays(LOOK_BACK);
    try (Stream<String> names = store.listNames(layout.partnerFolder())) {
      return names
          .flatMap(name -> date(name).stream())
          .filter(date -> date.isBefore(layout.date()) && date.isAfter(oldest))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /**
   * The metadata, if the table is published with it both before and after the reading: beside a
   * marker of another publication it says nothing of the table.
   */
  private Optional<byte[]> published(Location table) {
    Optional<PublicationMarker> before = marker(table);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Json.readBytes(store, table.child("table_metadata.json"));
    } catch (ObjectMissingException e) {
      return Optional.empty();
    }
    boolean whole =
        sha256(bytes).equals(before.get().metadataSha256()) && marker(table).equals(before);
    return whole ? Optional.of(bytes) : Optional.empty();
  }

  /** What was published; a marker that cannot be read says that nothing was. */
  private Optional<PublicationMarker> marker(Location table) {
    try {
      return Json.find(store, table.child("_SUCCESS"), PublicationMarker.class);
    } catch (DataException e) {
      LOG.warn("{}; an earlier day is the baseline", e.getMessage());
      return Optional.empty();
    }
  }

  private static Baseline baseline(LocalDate date, byte[] bytes, TableMetadata metadata) {
    return new Baseline(
        date, sha256(bytes), metadata.columns().stream().map(TableMetadata.Column::name).toList());
  }

  private static Optional<LocalDate> date(String name) {
    try {
      return Optional.of(LocalDate.parse(name));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
