package io.tributary.core.document;

import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import java.util.stream.Stream;

/** Reads one table's members of one archive: a gzip member of the archive's ledger object. */
public final class MemberLedger {
  private MemberLedger() {}

  /**
   * A table's members in order of their places, read as the stream is consumed. The caller closes
   * it.
   *
   * @param ledger the archive's ledger object
   * @param table the manifest's entry for the table
   * @throws io.tributary.core.error.DataException from the stream when the ledger is damaged
   */
  public static Stream<LedgerEntry> read(
      ObjectStore store, Location ledger, ArchiveManifest.TableEntry table) {
    return GzipLines.read(
        store.read(ledger, table.ledgerOffset(), table.ledgerLength()),
        ledger,
        LedgerEntry::parse,
        "delete the archive's manifest beside it, then clear batch_extract and merge");
  }
}
