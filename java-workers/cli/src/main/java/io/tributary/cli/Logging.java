package io.tributary.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Chooses the log's form before the first logger exists: Log4j reads its configuration once. The
 * form comes from {@code --log-format}, else from {@code TRIBUTARY_LOG_FORMAT}.
 */
final class Logging {
  private Logging() {}

  /** How log lines are written. */
  enum Format {
    /** A line a person reads. */
    TEXT,
    /** One JSON object a line. */
    JSON
  }

  static void configure(String[] args) {
    List<String> words = Arrays.asList(args);
    String format = System.getenv().getOrDefault("TRIBUTARY_LOG_FORMAT", "text");
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--log-format=")) {
        format = args[i].substring("--log-format=".length());
      } else if (args[i].equals("--log-format") && i + 1 < args.length) {
        format = args[i + 1];
      }
    }
    boolean json = format.toLowerCase(Locale.ROOT).equals("json");
    System.setProperty("log4j2.configurationFile", json ? "log4j2-json.xml" : "log4j2-text.xml");
    System.setProperty("tributary.log.level", words.contains("--verbose") ? "DEBUG" : "INFO");
    System.setProperty("tributary.log.format", json ? "json" : "text");
  }
}
