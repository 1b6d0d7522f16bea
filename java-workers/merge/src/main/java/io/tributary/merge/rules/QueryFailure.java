package io.tributary.merge.rules;

import org.apache.spark.SparkThrowable;

/** Spark's errors in one line. */
final class QueryFailure {
  private static final int LONGEST = 300;

  private QueryFailure() {}

  /** What the query failed of: the innermost error that Spark has a name for. */
  static String line(Throwable failure) {
    Throwable named = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable known && known.getCondition() != null) {
        named = cause;
      }
    }
    String text = String.valueOf(named.getMessage()).strip();
    // What follows is the query again, with marks below it.
    String first = text.lines().findFirst().orElse("").replaceAll("\\s*SQLSTATE: \\w+.*$", "");
    return first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first;
  }
}
