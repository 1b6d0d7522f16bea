package io.tributary.core.document;

import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads one table's members of one archive: a gzip member of the archive's ledger object. */
public final class MemberLedger {
  private static final int BUFFER = 64 * 1024;

  private MemberLedger() {}

  /**
   * A table's members in order of their places, read as the stream is consumed. The caller closes
   * it.
   *
   * @param ledger the archive's ledger object
   * @param table the manifest's entry for the table
   */
  public static Stream<LedgerEntry> read(
      ObjectStore store, Location ledger, ArchiveManifest.TableEntry table) {
    try {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(
                      store.read(ledger, table.ledgerOffset(), table.ledgerLength()), BUFFER),
                  StandardCharsets.UTF_8));
      return reader.lines().map(LedgerEntry::parse).onClose(() -> close(reader));
    } catch (IOException e) {
      throw new TemporaryException("cannot read " + ledger + "; try again", e);
    }
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
