package io.tributary.cli.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.cli.TributaryCommand;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.ArchiveManifest.TableEntry;
import io.tributary.core.document.Json;
import io.tributary.core.document.LedgerEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

/**
 * A day between its tasks, and what a worker with a bug would have left there: manifests, ledgers,
 * segments and products are rewritten so that they fit each other, but for the bug.
 */
final class DayOfMutants {
  static final String ARCHIVE = "a.tar.gz";
  static final String OTHER = "b.tar.gz";
  static final String TABLE = "rate";

  private final Path partner;
  private final Path day;

  DayOfMutants(Path partner, Path day) {
    this.partner = partner;
    this.day = day;
  }

  int run(String command, String... more) {
    List<String> words =
        new ArrayList<>(List.of(command, "--partner", partner.toString(), "--date", "2025-03-17"));
    words.addAll(List.of(more));
    return TributaryCommand.commandLine().execute(words.toArray(String[]::new));
  }

  /** The product. */
  Path product() {
    return day.resolve("merged/" + TABLE + "/" + TABLE + "_2025-03-17.csv");
  }

  Path quarantine() {
    return day.resolve("quarantine/" + TABLE + ".csv");
  }

  Path success() {
    return day.resolve("merged/" + TABLE + "/_SUCCESS");
  }

  Path metadata() {
    return day.resolve("merged/" + TABLE + "/table_metadata.json");
  }

  /** The one segment of an archive. */
  Path segment(String archive) {
    return day.resolve(manifest(archive).segments().get(0).path());
  }

  /** Rewrites the text of a file. */
  static void text(Path file, UnaryOperator<String> change) {
    bytes(file, bytes -> change.apply(new String(bytes, UTF_8)).getBytes(UTF_8));
  }

  /** Rewrites the bytes of a file; it is a mistake to change nothing. */
  static void bytes(Path file, UnaryOperator<byte[]> change) {
    try {
      byte[] before = Files.readAllBytes(file);
      byte[] after = change.apply(before.clone());
      if (Arrays.equals(before, after)) {
        throw new AssertionError("the mutant is no mutant: " + file);
      }
      Files.write(file, after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What extraction counted of an archive, as if it had counted so from the beginning. */
  void count(String archive, UnaryOperator<List<LedgerEntry>> miscount) {
    ArchiveManifest manifest = manifest(archive);
    List<LedgerEntry> members = miscount.apply(ledger(archive));
    byte[] packed = gzip(members);
    long records = members.stream().mapToLong(LedgerEntry::records).sum();
    TableEntry table = manifest.tables().get(0);
    Segment segment = manifest.segments().get(0);
    write(day.resolve("manifests/" + archive + ".members.gz"), packed);
    manifest(
        manifest,
        new TableEntry(
            table.table(), members.size(), records, table.repeatedNames(), 0, packed.length),
        new Segment(
            segment.path(),
            segment.table(),
            segment.columns(),
            segment.dialect(),
            segment.carriageReturns(),
            members.size(),
            records,
            segment.bytes(),
            segment.crc32c(),
            segment.splits()));
  }

  /** What extraction packed of an archive: other bytes with a checksum that fits them. */
  void pack(String archive, UnaryOperator<String> mispack) {
    Path file = segment(archive);
    text(file, mispack);
    byte[] bytes = read(file);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    ArchiveManifest manifest = manifest(archive);
    Segment segment = manifest.segments().get(0);
    manifest(
        manifest,
        manifest.tables().get(0),
        new Segment(
            segment.path(),
            segment.table(),
            segment.columns(),
            segment.dialect(),
            segment.carriageReturns(),
            segment.members(),
            segment.records(),
            bytes.length,
            HexFormat.of().toHexDigits((int) crc.getValue()),
            segment.splits()));
  }

  /** Only the manifest's own sum differs, not the ledger. */
  void sum(String archive, long more) {
    ArchiveManifest manifest = manifest(archive);
    TableEntry table = manifest.tables().get(0);
    manifest(
        manifest,
        new TableEntry(
            table.table(),
            table.members(),
            table.records() + more,
            table.repeatedNames(),
            table.ledgerOffset(),
            table.ledgerLength()),
        manifest.segments().get(0));
  }

  static LedgerEntry with(LedgerEntry of, long offset, long length, long records) {
    return new LedgerEntry(
        of.place(), of.segment(), offset, length, records, of.sha256(), of.name(), of.blankLines());
  }

  private List<LedgerEntry> ledger(String archive) {
    byte[] packed = read(day.resolve("manifests/" + archive + ".members.gz"));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      try (Stream<String> lines = new String(in.readAllBytes(), UTF_8).lines()) {
        return lines.map(LedgerEntry::parse).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ArchiveManifest manifest(String archive) {
    Path path = day.resolve("manifests/" + archive + ".json");
    return Json.parse(read(path), ArchiveManifest.class, path);
  }

  private void manifest(ArchiveManifest of, TableEntry table, Segment segment) {
    ArchiveManifest changed =
        new ArchiveManifest(
            of.version(),
            of.key(),
            of.archive(),
            of.refusal(),
            of.sha256(),
            new ArchiveManifest.MemberCounts(table.members(), 0, 0),
            List.of(table),
            List.of(segment),
            of.refusedMembers(),
            of.ignoredMembers());
    write(day.resolve("manifests/" + of.archive().name() + ".json"), Json.bytes(changed));
  }

  private static byte[] gzip(List<LedgerEntry> members) {
    StringBuilder lines = new StringBuilder();
    members.forEach(member -> lines.append(member.line()).append('\n'));
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      out.writeBytes(Archives.gzip(lines.toString().getBytes(UTF_8)));
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
