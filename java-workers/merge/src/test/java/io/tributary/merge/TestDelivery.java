package io.tributary.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.command.Day;
import io.tributary.core.command.Numbers;
import io.tributary.core.command.Progress;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.config.CsvDialect;
import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.Refusal;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.ArchiveManifest.Split;
import io.tributary.core.document.ArchiveManifest.TableEntry;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.ManifestKey;
import io.tributary.core.document.SourceList;
import io.tributary.core.fixture.DeliveryBuilder;
import io.tributary.core.fixture.PackedObject;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.merge.slice.ReferenceParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * A day as extraction leaves it, made of members as text: a plain extraction of its own, so that
 * merging is tested against the formats and not against extraction's code.
 */
public final class TestDelivery {
  static final LocalDate DATE = LocalDate.parse("2025-03-17");

  private final PartnerSpec partner;
  private final ObjectStore store;
  private final DayLayout layout;
  private final Map<String, List<Member>> archives = new TreeMap<>();
  private final Map<String, SourceList.Baseline> baseline = new TreeMap<>();
  private final Map<String, Integer> frameBytes = new TreeMap<>();

  /** One member: its name begins with its table's, up to the date. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Member(String name, byte[] bytes) {
    String table() {
      String file = name.substring(name.lastIndexOf('/') + 1);
      return file.substring(0, file.indexOf("_2025"));
    }
  }

  private TestDelivery(PartnerSpec partner) {
    this.partner = partner;
    this.store = ObjectStores.open(partner.storage());
    this.layout = new DayLayout(partner.storage(), partner.partner(), DATE);
  }

  /** A delivery for the partner of a file, kept below a root. */
  public static TestDelivery of(Path partnerFile, Location root) {
    return new TestDelivery(PartnerFile.read(partnerFile, Map.of()).withStorage(root));
  }

  TestDelivery member(String archive, String name, byte[] bytes) {
    archives.computeIfAbsent(archive, unused -> new ArrayList<>()).add(new Member(name, bytes));
    return this;
  }

  /** Adds a member behind those that the archive has. */
  public TestDelivery member(String archive, String name, String text) {
    return member(archive, name, text.getBytes(UTF_8));
  }

  TestDelivery baseline(String table, List<String> columns) {
    baseline.put(
        table, new SourceList.Baseline(LocalDate.parse("2025-03-16"), "0".repeat(64), columns));
    return this;
  }

  /** The segments of all archives so far are packed in frames of so many bytes. */
  TestDelivery packed(int frame) {
    archives.keySet().forEach(archive -> frameBytes.put(archive, frame));
    return this;
  }

  /** The day as the worker sees it. */
  public Day day() {
    return day(store);
  }

  Day day(ObjectStore through) {
    return day(through, new RunIdentity("test", 0, 1));
  }

  Day day(ObjectStore through, RunIdentity identity) {
    return new Day(partner, DATE, layout, through, identity, new Numbers(), Progress.NONE);
  }

  ObjectStore store() {
    return store;
  }

  DayLayout layout() {
    return layout;
  }

  /** Writes the frozen list, segments, ledgers and manifests. */
  public TestDelivery extract() {
    List<SourceList.Archive> listed = new ArrayList<>();
    archives.forEach((name, members) -> listed.add(listed(name, members)));
    put(
        layout.sources(),
        Json.bytes(
            new SourceList(
                SourceList.VERSION,
                partner.partner(),
                DATE,
                1,
                Instant.EPOCH,
                "test",
                Optional.empty(),
                listed,
                List.of(),
                baseline)));
    for (SourceList.Archive archive : listed) {
      extract(archive, archives.get(archive.name()));
    }
    return this;
  }

  private static SourceList.Archive listed(String name, List<Member> members) {
    long size = members.stream().mapToLong(member -> member.bytes().length).sum();
    return new SourceList.Archive(name, size, Instant.EPOCH, Optional.empty(), Optional.empty());
  }

  private record Header(String table, List<String> columns, boolean returns) {}

  private static final class Open {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Split> splits = new ArrayList<>();
    private long records;
    private int index;
  }

  private void extract(SourceList.Archive archive, List<Member> members) {
    Map<Header, Open> segments = new LinkedHashMap<>();
    Map<String, List<LedgerEntry>> ledgers = new TreeMap<>();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int place = 0; place < members.size(); place++) {
      Member member = members.get(place);
      content.writeBytes((member.name() + "\0").getBytes(UTF_8));
      content.writeBytes(member.bytes());
      ledgers
          .computeIfAbsent(member.table(), unused -> new ArrayList<>())
          .add(entry(place, member, segments));
    }
    List<Segment> written = new ArrayList<>();
    segments.forEach((header, open) -> written.add(segment(archive, header, open)));
    List<TableEntry> tables = ledger(archive, ledgers);
    put(
        layout.manifest(archive.name()),
        Json.bytes(
            new ArchiveManifest(
                ArchiveManifest.VERSION,
                ManifestKey.of(archive, partner, DATE),
                archive,
                Optional.<Refusal>empty(),
                Optional.of(DeliveryBuilder.sha256(content.toByteArray())),
                new ArchiveManifest.MemberCounts(members.size(), 0, 0),
                tables,
                written,
                List.of(),
                List.of())));
  }

  private LedgerEntry entry(int place, Member member, Map<Header, Open> segments) {
    byte[] bytes = member.bytes();
    int start = bytes.length > 2 && (bytes[0] & 0xff) == 0xef ? 3 : 0;
    int from = start;
    while (from < bytes.length && (bytes[from] == '\n' || bytes[from] == '\r')) {
      from++;
    }
    String blank = new String(bytes, start, from - start, UTF_8);
    long blankLines = blank.replace("\r\n", "\n").length();
    CsvDialect dialect = partner.dialect(member.table());
    ReferenceParser.Parsed header = parser(bytes, from, dialect, false).next();
    String sha256 = DeliveryBuilder.sha256(bytes);
    if (header == null) {
      return new LedgerEntry(place, LedgerEntry.NO_SEGMENT, 0, 0, 0, sha256, member.name());
    }
    ReferenceParser.Parsed returned = parser(bytes, from, dialect, true).next();
    boolean returns =
        returned.next() < header.next()
            && bytes[returned.next() - 1] == '\r'
            && !returned.unterminated();
    header = returns ? returned : header;
    List<String> columns = header.values().stream().map(value -> new String(value, UTF_8)).toList();
    Header key = new Header(member.table(), columns, returns);
    Open open = segments.computeIfAbsent(key, unused -> new Open());
    if (open.bytes.size() == 0) {
      open.index = segments.size() - 1;
      open.bytes.writeBytes((String.join(",", columns) + "\n").getBytes(UTF_8));
    }
    long offset = open.bytes.size();
    open.splits.add(new Split(place, offset));
    byte[] body = Arrays.copyOfRange(bytes, header.next(), bytes.length);
    open.bytes.writeBytes(body);
    if (body.length > 0 && body[body.length - 1] != '\n') {
      open.bytes.write('\n');
    }
    long records = count(parser(bytes, header.next(), dialect, returns), columns.size());
    open.records += records;
    return new LedgerEntry(
        place, open.index, offset, body.length, records, sha256, member.name(), blankLines);
  }

  private static ReferenceParser parser(
      byte[] bytes, int from, CsvDialect dialect, boolean returns) {
    int quote = dialect.quote() == CsvDialect.NO_QUOTE ? -1 : dialect.quote();
    return new ReferenceParser(bytes, from, dialect.delimiter(), quote, returns);
  }

  private static long count(ReferenceParser parser, int columns) {
    long records = 0;
    for (var record = parser.next(); record != null; record = parser.next()) {
      records += record.to() > record.from() || columns == 1 ? 1 : 0;
    }
    return records;
  }

  private Segment segment(SourceList.Archive archive, Header header, Open open) {
    Location location =
        layout.segments(header.table(), archive.name()).child("00000000-" + open.index + ".csv");
    byte[] bytes = open.bytes.toByteArray();
    Optional<PackedObject> packed =
        Optional.ofNullable(frameBytes.get(archive.name()))
            .map(frame -> PackedObject.of(bytes, frame));
    put(location, packed.map(PackedObject::stored).orElse(bytes));
    return new Segment(
        layout.day().relativize(location),
        header.table(),
        header.columns(),
        partner.dialect(header.table()),
        header.returns(),
        open.splits.size(),
        open.records,
        bytes.length,
        DeliveryBuilder.sha256(bytes),
        open.splits,
        packed.map(PackedObject::packing));
  }

  private List<TableEntry> ledger(
      SourceList.Archive archive, Map<String, List<LedgerEntry>> ledgers) {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    List<TableEntry> tables = new ArrayList<>();
    ledgers.forEach(
        (table, entries) -> {
          long offset = object.size();
          try (GZIPOutputStream packed = new GZIPOutputStream(object)) {
            for (LedgerEntry entry : entries) {
              packed.write((entry.line() + "\n").getBytes(UTF_8));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          long names = entries.stream().map(LedgerEntry::name).distinct().count();
          tables.add(
              new TableEntry(
                  table,
                  entries.size(),
                  entries.stream().mapToLong(LedgerEntry::records).sum(),
                  names < entries.size(),
                  offset,
                  object.size() - offset));
        });
    put(layout.ledger(archive.name()), object.toByteArray());
    return tables;
  }

  private void put(Location location, byte[] bytes) {
    store.write(location, Payload.of(bytes), WriteCondition.none());
  }

  /** What an object holds, if it is there. */
  Optional<String> text(Location location) {
    return store.head(location).map(unused -> new String(Json.readBytes(store, location), UTF_8));
  }
}
