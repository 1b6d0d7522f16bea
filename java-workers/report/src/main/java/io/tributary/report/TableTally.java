package io.tributary.report;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.TableInputs;

/** What the archives that count hold of one table, as extraction counted it. */
final class TableTally {
  private final TableInputs inputs;
  private String hash;
  private long archives;
  private long members;
  private long records;
  private boolean headers;

  TableTally(String table) {
    this.inputs = new TableInputs(table);
  }

  /**
   * Adds an archive's share.
   *
   * @param header whether any of its members has a header
   */
  void add(String archive, String sha256, ArchiveManifest.TableEntry entry, boolean header) {
    inputs.add(archive, sha256, entry);
    headers |= header;
    archives++;
    members += entry.members();
    records += entry.records();
  }

  /**
   * Whether there is something to publish. Members without a header, and so without records, make
   * no table.
   */
  boolean delivered() {
    return headers || records > 0;
  }

  long archives() {
    return archives;
  }

  /** Members, repeated ones included. */
  long members() {
    return members;
  }

  /** Records, those of repeated members included. */
  long records() {
    return records;
  }

  /** What a publication of this delivery has in its marker; asked for when all is added. */
  String inputs() {
    if (hash == null) {
      hash = inputs.hash();
    }
    return hash;
  }
}
