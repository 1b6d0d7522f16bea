package io.tributary.cli.hostile;

import io.tributary.core.fixture.ArchiveBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Healthy members beside every fault, in archives of their own and in the fault's: all of them must
 * come out whole, whatever is wrong next to them.
 */
final class Neighbours {
  static final String TABLE = "neighbour";

  /** Rows by (archive, place): the order of the product. */
  private final Map<String, List<String>> rows = new TreeMap<>();

  /** The name of a healthy member beside a fault's. */
  static String member(String table, String where) {
    return TABLE + "_20250317_" + table + "-" + where + ".csv";
  }

  static String content(String table, String where) {
    return "name,text\n" + row(table, where);
  }

  private static String row(String table, String where) {
    return table + ",\"" + where + ", and\nwhole\"\n";
  }

  /** A healthy archive. */
  byte[] archive(String name, String table) {
    rows.computeIfAbsent(name, unused -> new ArrayList<>()).add(row(table, "beside"));
    return ArchiveBuilder.gnu().member(member(table, "beside"), content(table, "beside")).build();
  }

  /** Notes that an archive of a fault has healthy members. */
  void within(String name, String table) {
    List<String> of = rows.computeIfAbsent(name, unused -> new ArrayList<>());
    of.add(row(table, "before"));
    of.add(row(table, "after"));
  }

  /** The table's product. */
  String expected() {
    StringBuilder text = new StringBuilder("name,text\n");
    rows.values().forEach(of -> of.forEach(text::append));
    return text.toString();
  }
}
