package io.tributary.report;

import io.tributary.core.document.Figures;
import io.tributary.core.document.LineageEntry;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** Reads every published byte of a table again: checksums, rows, fields of each row. */
final class DeepVerifier {
  private static final List<String> QUARANTINE_COLUMNS = List.of("archive", "member", "line");

  private final TableCheck check;

  private DeepVerifier(TableCheck check) {
    this.check = check;
  }

  static void verify(TableCheck check) {
    DeepVerifier verifier = new DeepVerifier(check);
    verifier.product();
    if (check.marker().quarantinedRows() > 0 && !check.quarantineRemoved()) {
      verifier.quarantine();
    }
  }

  private void product() {
    List<String> columns =
        check.metadata().columns().stream().map(TableMetadata.Column::name).toList();
    boolean onePart = check.marker().parts() == 1;
    read(
        check.day().layout().csv(check.table()),
        check.marker().crc32c(),
        onePart ? check.marker().sha256OfParts() : "",
        records -> {
          if (!records.next() || !records.values().equals(columns)) {
            check.fail("the header of the CSV is not that of its metadata");
          }
          long rows = 0;
          while (records.next()) {
            rows++;
            boolean blank = records.blank() && columns.size() > 1;
            if (blank || records.malformed() || records.fields() != columns.size()) {
              check.fail(
                  "row "
                      + rows
                      + " of the CSV (line "
                      + records.line()
                      + ") is no record of "
                      + Figures.count(columns.size(), "field", "fields"));
              break;
            }
          }
          check.equal("the number of rows read from the CSV", rows, check.marker().rows());
        });
  }

  private void quarantine() {
    Map<String, Long> byArchive = new HashMap<>();
    read(
        check.day().layout().quarantine(check.table()),
        check.marker().quarantineCrc32c(),
        "",
        records -> {
          if (!records.next()
              || !records
                  .values()
                  .subList(0, QUARANTINE_COLUMNS.size())
                  .equals(QUARANTINE_COLUMNS)) {
            check.fail("the quarantine file has another header than archive,member,line,…");
          }
          long rows = 0;
          while (records.next()) {
            rows++;
            byArchive.merge(records.values().get(0), 1L, Long::sum);
          }
          check.equal(
              "the number of rows read from quarantine", rows, check.marker().quarantinedRows());
        });
    try (Stream<LineageEntry> lineage = Lineage.read(check.day(), check.table())) {
      lineage.forEach(
          entry ->
              check.equal(
                  "the number of quarantined rows of " + entry.archive(),
                  byArchive.getOrDefault(entry.archive(), 0L),
                  entry.members().values().stream()
                      .mapToLong(LineageEntry.Deviation::quarantined)
                      .sum()));
    }
  }

  /** Reads a whole object, and compares its checksums when the reading is over. */
  private void read(Location location, String crc32c, String sha256OfOnePart, Reading reading) {
    CRC32C crc = new CRC32C();
    MessageDigest sha256 = Digests.sha256();
    try (InputStream raw = check.day().store().read(location);
        InputStream in = new DigestInputStream(new CheckedInputStream(raw, crc), sha256)) {
      reading.read(new RecordReader(in));
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new TemporaryException("cannot read " + location + "; try again", e);
    }
    check.equal("CRC-32C of " + location.name(), Digests.crc32c(crc.getValue()), crc32c);
    if (!sha256OfOnePart.isEmpty()) {
      String part = Digests.sha256(sha256.digest());
      check.equal("SHA-256 of " + location.name(), part, sha256OfOnePart);
    }
  }

  /** What is done with an object's records. */
  private interface Reading {
    void read(RecordReader records) throws IOException;
  }
}
