package io.tributary.merge.plan;

import java.util.List;
import java.util.SortedMap;

/**
 * What of a day's delivery counts.
 *
 * @param archives that count: extracted, and not the bytes of an earlier name again
 * @param duplicates archives left out because an earlier name has the same bytes
 * @param refused archives that extraction refused
 * @param refusedMembers members that extraction refused of archives that count
 * @param tables by name, with the shares in byte order of the archives' names
 */
public record Delivery(
    int archives,
    int duplicates,
    int refused,
    long refusedMembers,
    SortedMap<String, List<TableShare>> tables) {
  /** Whether a table has members. */
  public boolean has(String table) {
    return tables.containsKey(table);
  }

  /** Whether all of it could be read: what it does not have was not delivered. */
  public boolean whole() {
    return refused == 0 && refusedMembers == 0;
  }
}
