package io.tributary.quality.contract;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Set;

/** Lines of a contract in YAML, two spaces a level. */
final class ContractLines {
  /** Words that YAML 1.2 does not read as texts. */
  private static final Set<String> WORDS = Set.of("null", "true", "false", "~");

  private final StringBuilder text = new StringBuilder();

  void line(int level, String line) {
    text.append("  ".repeat(level)).append(line).append('\n');
  }

  void entry(int level, String key, String value) {
    line(level, key + ": " + scalar(value));
  }

  /** The first entry of a list's item. */
  void item(int level, String key, String value) {
    line(level, "- " + key + ": " + scalar(value));
  }

  String text() {
    return text.toString();
  }

  /** A text, in quotes where it could be read as something else. */
  static String scalar(String text) {
    boolean plain =
        text.matches("[\\p{L}_][\\p{L}\\p{N}_.-]*")
            && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : TextNode.valueOf(text).toString();
  }
}
