package io.tributary.core.document;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where one archive's rows went: a line of a table's {@code _lineage.jsonl.gz}, one for each
 * archive with members of the table, in the order of the CSV. Its members' rows follow each other
 * by place; a member that {@code members} does not name has as many rows as the ledger says
 * records.
 *
 * @param archive name
 * @param firstRow number of its first row in the CSV, from 1, the header not counted; where it
 *     would be when there are no rows
 * @param rows of the CSV that come from it
 * @param members by place, those whose records did not all become rows
 */
public record LineageEntry(String archive, long firstRow, long rows, Map<Long, Deviation> members) {
  public LineageEntry {
    members = Collections.unmodifiableMap(new TreeMap<>(members));
  }

  /**
   * What else became of a member's records.
   *
   * @param quarantined records
   * @param dropped records
   * @param repeated whether an earlier member has this one's name and bytes: none of its records
   *     counts
   */
  public record Deviation(long quarantined, long dropped, boolean repeated) {}
}
