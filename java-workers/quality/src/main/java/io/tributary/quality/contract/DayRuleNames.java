package io.tributary.quality.contract;

import java.util.HashMap;
import java.util.Map;

/** Which rules on the day there are: each is judged once, whatever tables it stands with. */
final class DayRuleNames {
  private final Map<String, Integer> lines = new HashMap<>();

  /** Whether a rule is the first of its kind; notes when it is not. */
  boolean first(Item rule, String name) {
    Integer line = lines.putIfAbsent(name, rule.line());
    if (line != null) {
      rule.note(
          name
              + " judges the day as a whole, and is there already, on line "
              + line
              + "; remove one of them");
    }
    return line == null;
  }
}
