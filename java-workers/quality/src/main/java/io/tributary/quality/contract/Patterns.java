package io.tributary.quality.contract;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions of contracts. As in JSON Schema and in the tools around the standard they may
 * match anywhere in a value; checks match the whole value.
 */
final class Patterns {
  private Patterns() {}

  /** A pattern for whole values; empty when it was refused. */
  static Optional<String> read(Item written) {
    if (!written.node().isTextual() || written.node().textValue().isEmpty()) {
      written.refuse("is no pattern; write a regular expression such as ^[A-Z]{2}$");
      return Optional.empty();
    }
    String pattern = written.node().textValue();
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      written.refuse(
          "is no regular expression: " + e.getDescription() + "; correct it, such as ^[A-Z]{2}$");
      return Optional.empty();
    }
    return Optional.of(whole(pattern));
  }

  private static String whole(String pattern) {
    boolean anchored =
        pattern.startsWith("^") && pattern.matches("(?s).*[^\\\\]\\$") && pattern.indexOf('|') < 0;
    return anchored ? pattern : "(?s:.*?)(?:" + pattern + ")(?s:.*)";
  }
}
