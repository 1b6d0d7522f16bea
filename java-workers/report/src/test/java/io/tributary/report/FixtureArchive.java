package io.tributary.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.config.CsvDialect;
import io.tributary.core.config.ExtractSpec.SegmentCompression;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.Json;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.ManifestKey;
import io.tributary.core.document.SourceList;
import io.tributary.core.fixture.PackedObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * An archive of the fixture, and what extraction makes of it.
 *
 * @param name file name
 * @param members in order
 * @param refusal why extraction refuses it
 */
record FixtureArchive(String name, List<FixtureMember> members, Optional<String> refusal) {
  SourceList.Archive listed() {
    return new SourceList.Archive(
        name, 1_000, Instant.parse("2025-03-17T18:00:00Z"), Optional.empty(), Optional.empty());
  }

  String sha256() {
    return Digests.sha256(members.toString().getBytes(UTF_8));
  }

  void extract(DayFixture day) {
    Map<String, ByteArrayOutputStream> bodies = new LinkedHashMap<>();
    Map<String, List<FixtureMember>> ofSegment = new LinkedHashMap<>();
    Map<String, StringBuilder> ledgers = new TreeMap<>();
    Map<String, long[]> counts = new TreeMap<>();
    for (int place = 0; place < members.size(); place++) {
      FixtureMember member = members.get(place);
      String key = member.table() + "\n" + member.header();
      ByteArrayOutputStream body = bodies.computeIfAbsent(key, unused -> header(member));
      ofSegment.computeIfAbsent(key, unused -> new ArrayList<>()).add(member);
      LedgerEntry entry =
          new LedgerEntry(
              place,
              List.copyOf(bodies.keySet()).indexOf(key),
              body.size(),
              member.body().getBytes(UTF_8).length,
              member.records().size(),
              member.sha256(),
              member.name());
      body.writeBytes(member.body().getBytes(UTF_8));
      ledgers
          .computeIfAbsent(member.table(), unused -> new StringBuilder())
          .append(entry.line())
          .append('\n');
      long[] count = counts.computeIfAbsent(member.table(), unused -> new long[2]);
      count[0]++;
      count[1] += member.records().size();
    }
    write(day, ledgers, counts, segments(day, bodies, ofSegment));
  }

  private void write(
      DayFixture day,
      Map<String, StringBuilder> ledgers,
      Map<String, long[]> counts,
      List<ArchiveManifest.Segment> segments) {
    ByteArrayOutputStream ledger = new ByteArrayOutputStream();
    List<ArchiveManifest.TableEntry> tables = new ArrayList<>();
    ledgers.forEach(
        (table, lines) -> {
          byte[] packed = gzip(lines.toString());
          long[] count = counts.get(table);
          tables.add(
              new ArchiveManifest.TableEntry(
                  table, count[0], count[1], repeatedNames(table), ledger.size(), packed.length));
          ledger.writeBytes(packed);
        });
    day.put(day.layout.ledger(name), ledger.toByteArray());
    ArchiveManifest manifest =
        new ArchiveManifest(
            ArchiveManifest.VERSION,
            ManifestKey.of(listed(), day.day().partner(), DayFixture.DATE),
            listed(),
            refusal.map(
                reason -> new ArchiveManifest.Refusal(Optional.empty(), reason, "as delivered")),
            refusal.isPresent() ? Optional.empty() : Optional.of(sha256()),
            new ArchiveManifest.MemberCounts(members.size(), 1, 0),
            tables,
            segments,
            List.of(),
            List.of("README"));
    day.put(day.layout.manifest(name), Json.bytes(manifest));
  }

  private boolean repeatedNames(String table) {
    List<String> names =
        members.stream().filter(it -> it.table().equals(table)).map(FixtureMember::name).toList();
    return Set.copyOf(names).size() < names.size();
  }

  private List<ArchiveManifest.Segment> segments(
      DayFixture day,
      Map<String, ByteArrayOutputStream> bodies,
      Map<String, List<FixtureMember>> ofSegment) {
    List<ArchiveManifest.Segment> segments = new ArrayList<>();
    bodies.forEach(
        (key, body) -> {
          List<FixtureMember> in = ofSegment.get(key);
          String table = in.get(0).table();
          var location = day.layout.segments(table, name).child("key-" + segments.size() + ".csv");
          Optional<PackedObject> packed = packed(day, body.toByteArray());
          day.put(location, packed.map(PackedObject::stored).orElseGet(body::toByteArray));
          segments.add(
              new ArchiveManifest.Segment(
                  day.layout.day().relativize(location),
                  table,
                  in.get(0).columns(),
                  CsvDialect.DEFAULT,
                  false,
                  in.size(),
                  in.stream().mapToLong(member -> member.records().size()).sum(),
                  body.size(),
                  crc32c(body.toByteArray()),
                  List.of(),
                  packed.map(PackedObject::packing)));
        });
    return segments;
  }

  /** In frames so small that members have several. */
  private static Optional<PackedObject> packed(DayFixture day, byte[] body) {
    return day.day().partner().extract().segmentCompression() == SegmentCompression.ZSTD
        ? Optional.of(PackedObject.of(body, 5))
        : Optional.empty();
  }

  private static ByteArrayOutputStream header(FixtureMember member) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((member.header() + "\n").getBytes(UTF_8));
    return out;
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
