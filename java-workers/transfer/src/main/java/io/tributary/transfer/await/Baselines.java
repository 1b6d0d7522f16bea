package io.tributary.transfer.await;

import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList.Baseline;
import io.tributary.core.document.TableMetadata;
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

/** Finds for each table the newest earlier day on which it was published. */
final class Baselines {
  /** Days of the calendar: a year and a month. */
  private static final int LOOK_BACK = 400;

  private final ObjectStore store;
  private final DayLayout layout;

  Baselines(ObjectStore store, DayLayout layout) {
    this.store = store;
    this.layout = layout;
  }

  /** The baseline by table name; one listing a day, and two reads a table in all. */
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

  /** The metadata, if the table is published both before and after the reading. */
  private Optional<byte[]> published(Location table) {
    Location success = table.child("_SUCCESS");
    if (store.head(success).isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Json.readBytes(store, table.child("table_metadata.json"));
      return store.head(success).map(unused -> bytes);
    } catch (ObjectMissingException e) {
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
