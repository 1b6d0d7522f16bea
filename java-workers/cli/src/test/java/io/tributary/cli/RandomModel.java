package io.tributary.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must come of a delivery, table by table.
 *
 * @param tables by name
 */
record RandomModel(Map<String, Table> tables) {
  /** The table whose duplicates the partner file drops and whose collisions it quarantines. */
  static final String KEYED = "room_rate";

  /**
   * One table.
   *
   * @param columns in order, in normal form
   * @param members that count
   * @param rows of the CSV, in order; absent columns are empty
   * @param delivered records
   * @param quarantined records
   * @param dropped records
   */
  record Table(
      List<String> columns,
      long members,
      List<List<String>> rows,
      long delivered,
      long quarantined,
      long dropped) {}

  /** The model of members in (archive, place) order. */
  static RandomModel of(List<RandomMember> members) {
    Map<String, List<RandomMember>> byTable = new TreeMap<>();
    Map<String, List<byte[]>> seen = new HashMap<>();
    for (RandomMember member : members) {
      List<byte[]> sameName = seen.computeIfAbsent(member.name(), unused -> new ArrayList<>());
      if (sameName.stream().noneMatch(bytes -> Arrays.equals(bytes, member.bytes()))) {
        sameName.add(member.bytes());
        String table = member.name().substring(0, member.name().indexOf("_" + RandomDelivery.DATE));
        byTable.computeIfAbsent(table, unused -> new ArrayList<>()).add(member);
      }
    }
    Map<String, Table> tables = new TreeMap<>();
    byTable.forEach((name, list) -> tables.put(name, table(list, name.equals(KEYED))));
    return new RandomModel(tables);
  }

  private static Table table(List<RandomMember> members, boolean keyed) {
    Set<String> columns = new LinkedHashSet<>();
    members.forEach(
        member ->
            member
                .columns()
                .forEach(column -> columns.add(column.trim().toLowerCase(Locale.ROOT))));
    List<List<String>> rows = new ArrayList<>();
    Set<List<String>> earlierRows = new HashSet<>();
    Set<List<String>> earlierKeys = new HashSet<>();
    long delivered = 0;
    long quarantined = 0;
    long dropped = 0;
    for (RandomMember member : members) {
      delivered += member.rows().size() + member.malformed();
      quarantined += member.malformed();
      for (Map<String, String> row : member.rows()) {
        List<String> fields = columns.stream().map(column -> row.getOrDefault(column, "")).toList();
        boolean duplicate = !earlierRows.add(fields);
        boolean known = !earlierKeys.add(List.of(row.get("id") + "", row.get("day") + ""));
        if (keyed && duplicate) {
          dropped++;
        } else if (keyed && known) {
          quarantined++;
        } else {
          rows.add(fields);
        }
      }
    }
    return new Table(List.copyOf(columns), members.size(), rows, delivered, quarantined, dropped);
  }
}
