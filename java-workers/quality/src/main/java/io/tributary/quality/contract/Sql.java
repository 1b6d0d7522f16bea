package io.tributary.quality.contract;

import java.util.List;
import java.util.stream.Collectors;

/** The queries that rules of the standard stand for, in Spark SQL. */
final class Sql {
  private Sql() {}

  /** A name that may hold anything. */
  static String name(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** A text as a literal. */
  static String text(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  static String countWhere(String table, String condition) {
    return "SELECT COUNT(*) FROM " + name(table) + " WHERE " + condition;
  }

  /** Rows whose values an earlier row has; those with a NULL among them are left out. */
  static String repeated(String table, List<ContractColumn> columns) {
    List<String> names = columns.stream().map(column -> name(column.name())).toList();
    String known =
        names.stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" AND "));
    return "SELECT COALESCE(SUM(n - 1), 0) FROM (SELECT COUNT(*) AS n FROM "
        + name(table)
        + " WHERE "
        + known
        + " GROUP BY "
        + String.join(", ", names)
        + ")";
  }
}
