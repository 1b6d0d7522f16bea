package io.tributary.merge.rules;

import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;

/** Spark's errors in one line. */
final class QueryFailure {
  private static final int LONGEST = 300;

  /** Which task it was, and where, is another one in the next run over the same rows. */
  private static final Pattern TASK =
      Pattern.compile(
          "^(?:\\S+: )?Job aborted due to stage failure: .*? \\(TID \\d+\\) \\([^)]*\\): ",
          Pattern.DOTALL);

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
    text = TASK.matcher(text).replaceFirst("");
    String first = text.lines().findFirst().orElse("").replaceAll("\\s*SQLSTATE: \\w+.*$", "");
    return first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first;
  }
}
