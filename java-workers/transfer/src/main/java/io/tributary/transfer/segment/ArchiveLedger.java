package io.tributary.transfer.segment;

import io.tributary.core.document.ArchiveManifest.TableEntry;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.store.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** The member ledger of one archive: what was extracted of each table, and where it lies. */
public final class ArchiveLedger implements AutoCloseable {
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final Map<String, Table> tables = new TreeMap<>();
  private final NameSet names = new NameSet();

  private static final class Table {
    final LedgerWriter ledger;
    long members;
    long records;
    boolean repeatedNames;

    Table(LedgerWriter ledger) {
      this.ledger = ledger;
    }
  }

  /** The ledger as it is stored: the tables' totals and places in it, and its bytes. */
  public record Stored(List<TableEntry> tables, Payload payload) {}

  /** Adds a member. */
  public void add(String tableName, LedgerEntry entry) {
    Table table =
        tables.computeIfAbsent(tableName, unused -> new Table(new LedgerWriter(deflater)));
    table.members++;
    table.records += entry.records();
    table.repeatedNames |= !names.add(entry.name());
    table.ledger.add(entry);
  }

  /** Ends the ledger. */
  public Stored finish() {
    List<TableEntry> entries = new ArrayList<>();
    List<Payload> payloads = new ArrayList<>();
    long offset = 0;
    for (Map.Entry<String, Table> named : tables.entrySet()) {
      Table table = named.getValue();
      byte[] bytes = table.ledger.finish();
      entries.add(
          new TableEntry(
              named.getKey(),
              table.members,
              table.records,
              table.repeatedNames,
              offset,
              bytes.length));
      payloads.add(Payload.of(bytes));
      offset += bytes.length;
    }
    return new Stored(entries, Payload.concat(payloads));
  }

  /** Members so far. */
  public long members() {
    return tables.values().stream().mapToLong(table -> table.members).sum();
  }

  /** Records so far. */
  public long records() {
    return tables.values().stream().mapToLong(table -> table.records).sum();
  }

  @Override
  public void close() {
    deflater.end();
  }
}
