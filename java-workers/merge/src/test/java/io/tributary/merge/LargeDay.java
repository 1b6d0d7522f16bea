package io.tributary.merge;

import io.tributary.core.command.Day;
import io.tributary.core.command.Numbers;
import io.tributary.core.command.Progress;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.config.CsvDialect;
import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.MemberCounts;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.ArchiveManifest.Split;
import io.tributary.core.document.ArchiveManifest.TableEntry;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.ManifestKey;
import io.tributary.core.document.SourceList;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The documents of a day as large as a day is, without its data: a frozen list, and for each of its
 * archives a manifest as extraction leaves it, with a segment and 100 members of each table.
 */
final class LargeDay {
  static final int MEMBERS_OF_SEGMENT = 100;

  private static final LocalDate DATE = LocalDate.parse("2025-03-17");

  /** 35 TB in 920,000 segments. */
  private static final long SEGMENT_BYTES = 38_000_000;

  private static final long SPLIT_BYTES = 8 << 20;
  private static final int RECORDS_OF_MEMBER = 4_000;
  private static final int COLUMNS = 20;

  private final PartnerSpec partner;
  private final ObjectStore store;
  private final DayLayout layout;

  /** A day of the partner in a file, on that one's storage. */
  LargeDay(Path partnerFile) {
    this.partner = PartnerFile.read(partnerFile, Map.of());
    Location root = partner.storage();
    this.store = ObjectStores.open(root);
    this.layout = new DayLayout(root, partner.partner(), DATE);
  }

  Day day() {
    RunIdentity identity = new RunIdentity("large", 0, 1);
    return new Day(partner, DATE, layout, store, identity, new Numbers(), Progress.NONE);
  }

  SourceList list() {
    return Json.read(store, layout.sources(), SourceList.class);
  }

  /** Writes them. */
  void write(int archives, int tables) {
    List<SourceList.Archive> listed =
        IntStream.range(0, archives).mapToObj(LargeDay::archive).toList();
    put(layout.sources(), frozen(listed));
    IntStream.range(0, archives)
        .parallel()
        .forEach(
            number -> {
              SourceList.Archive archive = listed.get(number);
              put(layout.manifest(archive.name()), manifest(archive, number, tables));
            });
  }

  private SourceList frozen(List<SourceList.Archive> listed) {
    return new SourceList(
        SourceList.VERSION,
        partner.partner(),
        DATE,
        1,
        Instant.EPOCH,
        partner.source().uri(),
        Optional.empty(),
        listed,
        List.of(),
        Map.of());
  }

  private static SourceList.Archive archive(int number) {
    Instant modified = Instant.parse("2025-03-17T20:00:00Z").plusSeconds(number % 3600);
    long size = 250_000_000L + number;
    return new SourceList.Archive(
        "batch-%06d.tar.gz".formatted(number), size, modified, Optional.empty(), Optional.empty());
  }

  private ArchiveManifest manifest(SourceList.Archive archive, int number, int tables) {
    List<TableEntry> entries = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    long records = (long) MEMBERS_OF_SEGMENT * RECORDS_OF_MEMBER;
    String key = ManifestKey.of(archive, partner, DATE);
    for (int table = 0; table < tables; table++) {
      String name = "table_%02d".formatted(table);
      entries.add(new TableEntry(name, MEMBERS_OF_SEGMENT, records, false, table * 4000L, 4000));
      Location path =
          layout.segments(name, archive.name()).child(key.substring(0, 8) + "-" + table + ".csv");
      segments.add(
          new Segment(
              layout.day().relativize(path),
              name,
              columns(number),
              CsvDialect.DEFAULT,
              false,
              MEMBERS_OF_SEGMENT,
              records,
              SEGMENT_BYTES + number,
              "%08x".formatted(number * 31 + table),
              splits(table, tables)));
    }
    long members = (long) MEMBERS_OF_SEGMENT * tables;
    return new ArchiveManifest(
        ArchiveManifest.VERSION,
        key,
        archive,
        Optional.empty(),
        Optional.of("%064x".formatted(number)),
        new MemberCounts(members, 0, 0),
        entries,
        segments,
        List.of(),
        List.of());
  }

  /** One of three headers, as they drift within a day. */
  private static List<String> columns(int number) {
    int columns = COLUMNS + number % 3 - 1;
    return IntStream.range(0, columns).mapToObj("a_column_name_%02d"::formatted).toList();
  }

  /** The members of a table come with those of the others between them. */
  private static List<Split> splits(int table, int tables) {
    List<Split> splits = new ArrayList<>();
    long member = SEGMENT_BYTES / MEMBERS_OF_SEGMENT;
    long step = SPLIT_BYTES / member + 1;
    for (long at = 0; at < MEMBERS_OF_SEGMENT; at += step) {
      splits.add(new Split(at * tables + table, 300 + at * member));
    }
    return splits;
  }

  private void put(Location location, Object document) {
    store.write(location, Payload.of(Json.bytes(document)), WriteCondition.none());
  }
}
