package io.tributary.merge.rules;

import io.tributary.quality.contract.SqlQuery;
import java.time.LocalDate;

/** The text of a contract's query with what stands for the day. */
final class QueryText {
  /** Stands for the delivery's day, as a date. */
  private static final String DAY = "${" + SqlQuery.DATE + "}";

  private QueryText() {}

  static String on(LocalDate date, String sql) {
    return sql.replace(DAY, "DATE'" + date + "'");
  }

  /** The query of some day, to see whether it is one. */
  static String anyDay(String sql) {
    return on(LocalDate.EPOCH, sql);
  }

  /** A name that may hold anything. */
  static String name(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
