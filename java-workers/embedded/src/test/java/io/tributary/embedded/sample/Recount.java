package io.tributary.embedded.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Counts a delivery again from its bytes, with libraries where the generator has its own code. */
final class Recount {
  final Map<String, Table> tables = new TreeMap<>();
  final List<String> refused = new ArrayList<>();
  final List<String> duplicates = new ArrayList<>();
  int archives;
  int duplicateMembers;
  int ignored;

  /** What was found of one table. */
  static final class Table {
    final List<String> columns = new ArrayList<>();
    final Set<String> known = new HashSet<>();
    final Map<String, Set<String>> rowsByKey = new HashMap<>();
    int members;
    int delivered;
    int malformed;
    int merged;
    int quarantined;
    int dropped;
    int duplicates;
    int collisions;
    BigInteger sum = BigInteger.ZERO;
    MessageDigest inOrder = sha256();

    Table(SampleTable rule) {
      columns.addAll(rule.first());
      known.addAll(rule.first());
    }

    String rowsSha256() {
      return HexFormat.of().formatHex(inOrder.digest());
    }

    String rowsSum() {
      return String.format("%064x", sum.mod(BigInteger.TWO.pow(256)));
    }
  }

  private final Map<String, SampleTable> rules = new HashMap<>();
  private final Set<String> archiveHashes = new HashSet<>();
  private final Set<String> memberHashes = new HashSet<>();

  static Recount of(Path directory) throws IOException {
    Recount recount = new Recount();
    SampleTable.all().forEach(table -> recount.rules.put(table.name(), table));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tar.gz")).sorted().toList()) {
        recount.archive(file);
      }
    }
    return recount;
  }

  private void archive(Path file) throws IOException {
    archives++;
    byte[] bytes = Files.readAllBytes(file);
    if (!archiveHashes.add(hash(bytes))) {
      duplicates.add(file.getFileName().toString());
      return;
    }
    List<Map.Entry<String, byte[]>> members = new ArrayList<>();
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes));
        TarArchiveInputStream tar = new TarArchiveInputStream(gzip)) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        members.add(Map.entry(entry.getName().replaceFirst("^\\./", ""), tar.readAllBytes()));
      }
      // The tar ends before the gzip stream does, and the checksum comes last.
      gzip.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      refused.add(file.getFileName().toString());
      return;
    }
    for (Map.Entry<String, byte[]> member : members) {
      member(member.getKey(), member.getValue());
    }
  }

  private void member(String name, byte[] bytes) throws IOException {
    if (!name.matches("[a-z]\\w*_\\d{8}_[\\d-]+\\.csv")) {
      ignored++;
    } else if (!memberHashes.add(name + hash(bytes))) {
      duplicateMembers++;
    } else {
      String table = name.replaceFirst("_\\d{8}_.*", "");
      rows(rules.get(table), tables.computeIfAbsent(table, t -> new Table(rules.get(t))), bytes);
    }
  }

  private static void rows(SampleTable rule, Table table, byte[] bytes) throws IOException {
    table.members++;
    String text = new String(bytes, UTF_8).replaceFirst("^\ufeff", "");
    List<String> header = null;
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text)) {
      for (CsvRecord record : records) {
        if (header == null) {
          header = header(table, record);
        } else {
          table.delivered++;
          if (record.getFieldCount() != header.size() || damaged(record)) {
            table.malformed++;
            table.quarantined++;
          } else {
            row(rule, table, header, record);
          }
        }
      }
    }
  }

  private static List<String> header(Table table, CsvRecord record) {
    List<String> header = new ArrayList<>();
    for (String field : record.getFields()) {
      String name = field.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", "_");
      header.add(name);
      if (table.known.add(name)) {
        table.columns.add(field);
      }
    }
    return header;
  }

  /** FastCSV forgives stray quotes, and a decoder invalid bytes: both left their mark. */
  private static boolean damaged(CsvRecord record) {
    return record.getFields().stream()
        .anyMatch(f -> f.equals("TV 40\" wide") || f.contains("\ufffd"));
  }

  private static void row(SampleTable rule, Table table, List<String> header, CsvRecord record) {
    TreeMap<String, String> fields = new TreeMap<>();
    for (int i = 0; i < header.size(); i++) {
      fields.put(header.get(i), record.getField(i));
    }
    String key = rule.keyColumns().stream().map(c -> fields.get(c.name())).toList().toString();
    StringBuilder canonical = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            canonical.append(name).append('=').append(value).append('\0');
          }
        });
    Set<String> rows = table.rowsByKey.computeIfAbsent(key, k -> new HashSet<>());
    boolean first = rows.isEmpty();
    boolean duplicate = !rows.add(canonical.toString());
    table.duplicates += duplicate ? 1 : 0;
    table.collisions += !duplicate && !first ? 1 : 0;
    switch (duplicate
        ? rule.onDuplicate()
        : first ? SampleTable.RowRule.KEEP_ALL : rule.onCollision()) {
      case DROP -> table.dropped++;
      case QUARANTINE -> table.quarantined++;
      case KEEP_ALL -> {
        table.merged++;
        byte[] digest = sha256().digest(canonical.toString().getBytes(UTF_8));
        table.inOrder.update(digest);
        table.sum = table.sum.add(new BigInteger(1, digest));
      }
    }
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
