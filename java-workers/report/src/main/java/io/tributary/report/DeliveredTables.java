package io.tributary.report;

import io.tributary.core.document.ArchiveManifest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which archives that count hold which tables, and where their ledgers lie: a few dozen bytes for
 * each archive and table, counted along with the tally.
 */
final class DeliveredTables {
  private final DeliveryTally tally = new DeliveryTally();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Map<String, ArchiveManifest.TableEntry>> tables = new HashMap<>();

  void accept(ListedArchive listed) {
    tally.accept(listed);
    boolean counts =
        listed.manifest().filter(ArchiveManifest::extracted).isPresent()
            && !tally.duplicates().containsKey(listed.name());
    if (counts) {
      listed.manifest().get().tables().forEach(entry -> add(listed.name(), entry));
    }
  }

  private void add(String archive, ArchiveManifest.TableEntry entry) {
    String table = names.computeIfAbsent(entry.table(), name -> name);
    ArchiveManifest.TableEntry kept =
        new ArchiveManifest.TableEntry(
            table,
            entry.members(),
            entry.records(),
            entry.repeatedNames(),
            entry.ledgerOffset(),
            entry.ledgerLength());
    tables.computeIfAbsent(table, unused -> new LinkedHashMap<>()).put(archive, kept);
  }

  DeliveryTally tally() {
    return tally;
  }

  /** The archives of a table in byte order, each with its share. */
  Map<String, ArchiveManifest.TableEntry> archives(String table) {
    return tables.getOrDefault(table, Map.of());
  }
}
