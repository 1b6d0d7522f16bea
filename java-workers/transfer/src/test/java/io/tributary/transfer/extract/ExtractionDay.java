package io.tributary.transfer.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.command.Day;
import io.tributary.core.command.Numbers;
import io.tributary.core.command.Progress;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.ArchiveManifest.TableEntry;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.MemberLedger;
import io.tributary.core.document.SourceList.Archive;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.segment.SegmentContent;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.transfer.inflate.Inflation;
import io.tributary.transfer.source.DeliverySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** A day's archives in memory and its storage in a folder: what the tests of extraction share. */
final class ExtractionDay {
  static final LocalDate DATE = LocalDate.of(2025, 3, 17);

  private final Map<String, byte[]> archives = new TreeMap<>();
  private final Map<String, Archive> listed = new TreeMap<>();
  private final Day day;
  private int piece = 1 << 20;
  private Inflation inflation = Inflation.chosen(Map.of());
  private int cpus = 1;

  ExtractionDay(Path root) {
    this(root, "");
  }

  /** With more lines in the partner file. */
  ExtractionDay(Path root, String settings) {
    PartnerSpec partner = partner(root, settings);
    ObjectStore store = ObjectStores.open(partner.storage());
    this.day =
        new Day(
            partner,
            DATE,
            new DayLayout(partner.storage(), partner.partner(), DATE),
            store,
            new RunIdentity("test", 0, 1),
            new Numbers(),
            Progress.NONE);
  }

  ExtractionDay archive(String name, ArchiveBuilder archive) {
    return archive(name, archive.build());
  }

  ExtractionDay archive(String name, byte[] bytes) {
    archives.put(name, bytes);
    return listed(entry(name, bytes.length));
  }

  /** Lists an archive otherwise than it is. */
  ExtractionDay listed(Archive entry) {
    listed.put(entry.name(), entry);
    return this;
  }

  /** The source hands out so many bytes at once. */
  ExtractionDay inPiecesOf(int bytes) {
    piece = bytes;
    return this;
  }

  ExtractionDay unpackedBy(Inflation chosen) {
    inflation = chosen;
    return this;
  }

  /** In a container of so many CPUs. */
  ExtractionDay withCpus(int count) {
    cpus = count;
    return this;
  }

  Map<String, byte[]> archives() {
    return archives;
  }

  Day day() {
    return day;
  }

  List<Archive> list() {
    return List.copyOf(listed.values());
  }

  String run() {
    return run(source());
  }

  String run(DeliverySource source) {
    return new ShardRun(day, source, inflation, list()).cpus(cpus).run();
  }

  DeliverySource source() {
    return new MemorySource(archives, piece);
  }

  ArchiveManifest manifest(String archive) {
    return Json.read(day.store(), day.layout().manifest(archive), ArchiveManifest.class);
  }

  /** The reason for which an archive was refused. */
  String reason(String archive) {
    return manifest(archive).refusal().orElseThrow().reason();
  }

  List<LedgerEntry> ledger(String archive, String table) {
    TableEntry entry =
        manifest(archive).tables().stream()
            .filter(it -> it.table().equals(table))
            .findFirst()
            .orElseThrow();
    try (Stream<LedgerEntry> lines =
        MemberLedger.read(day.store(), day.layout().ledger(archive), entry)) {
      return lines.toList();
    }
  }

  /** A member's records, found as merge finds them. */
  byte[] records(String archive, LedgerEntry member) {
    if (member.segment() == LedgerEntry.NO_SEGMENT) {
      return new byte[0];
    }
    Segment segment = manifest(archive).segments().get(member.segment());
    Location location = day.layout().day().child(segment.path());
    SegmentContent content = SegmentContent.of(segment);
    try (InputStream in = content.read(day.store(), location, member.offset(), member.length())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A segment as it was before it was packed, if it was. */
  byte[] unpacked(Segment segment) {
    Location location = day.layout().day().child(segment.path());
    try (InputStream in = SegmentContent.of(segment).readAll(day.store(), location)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] object(String path) {
    return Json.readBytes(day.store(), day.layout().day().child(path));
  }

  /** All objects of the day by their paths, with their bytes. */
  Map<String, byte[]> objects() {
    Map<String, byte[]> objects = new TreeMap<>();
    try (var infos = day.store().list(day.layout().day())) {
      infos.forEach(
          info ->
              objects.put(
                  day.layout().day().relativize(info.location()),
                  Json.readBytes(day.store(), info.location())));
    }
    return objects;
  }

  /** Removes all objects. */
  void clear() {
    objects().keySet().forEach(path -> day.store().delete(day.layout().day().child(path)));
  }

  private static PartnerSpec partner(Path root, String settings) {
    String yaml =
        """
        partner: acme
        storage: %s
        source: {uri: "file:///delivery/{date}"}
        %s
        """
            .formatted(Location.of(root.resolve("storage")), settings);
    try {
      Path file = Files.createTempFile(Files.createDirectories(root), "partner", ".yaml");
      Files.write(file, yaml.getBytes(UTF_8));
      return PartnerFile.read(file, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An archive as a source without a marker lists it. */
  static Archive entry(String name, long size) {
    Instant modified = Instant.parse("2025-03-17T18:00:00Z");
    return new Archive(name, size, modified, Optional.empty(), Optional.empty());
  }

  static String crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return String.format("%08x", crc.getValue());
  }

  static Comparator<LedgerEntry> byPlace() {
    return Comparator.comparingLong(LedgerEntry::place);
  }
}
