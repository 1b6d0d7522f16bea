package io.tributary.quality.contract;

import io.tributary.core.config.Spelling;
import io.tributary.core.document.Finding;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What all rules of a contract have.
 *
 * @param id unique in the table; the rule's name in findings
 * @param severity of a breach
 * @param action on a breach
 * @param description of the contract, for people; may be empty
 */
record RuleHead(String id, Severity severity, RuleAction action, String description) {
  private static final Map<String, Severity> SEVERITIES =
      Map.of(
          "ok", Severity.OK,
          "info", Severity.OK,
          "warn", Severity.WARN,
          "warning", Severity.WARN,
          "error", Severity.ERROR,
          "critical", Severity.CRITICAL);
  private static final List<String> SEVERITY_WORDS = List.of("info", "warn", "error", "critical");
  private static final List<String> ACTIONS = List.of("publish", "quarantine", "hold");

  /** A breach on a column, or on the table as a whole. */
  Finding breach(
      String table, Optional<String> column, String message, String actual, String expected) {
    String words = description.isBlank() ? message : message + " (" + description + ")";
    return new Finding(severity, Optional.of(table), column, id, words, actual, expected)
        .with(action);
  }

  /**
   * Of a rule under {@code quality}.
   *
   * @param generated the name of a rule that has none
   */
  static RuleHead of(Item rule, String generated) {
    String name = rule.text("name").map(RuleHead::slug).filter(slug -> !slug.isEmpty()).orElse("");
    String id = rule.text("id").orElse(name.isEmpty() ? generated : name);
    return new RuleHead(
        id, severity(rule), action(rule), rule.text("description").orElse("").strip());
  }

  /** Of what a property says of its values, such as {@code required}. */
  static RuleHead implied(Item property, String id) {
    Severity severity =
        custom(property, "severity").map(RuleHead::readSeverity).orElse(Severity.ERROR);
    return new RuleHead(id, severity, action(property), "");
  }

  /** The same rule under another name. */
  RuleHead named(String other) {
    return new RuleHead(other, severity, action, description);
  }

  private static Severity severity(Item rule) {
    return rule.at("severity").map(RuleHead::readSeverity).orElse(Severity.ERROR);
  }

  private static Severity readSeverity(Item written) {
    Severity severity = SEVERITIES.get(written.node().asText().toLowerCase(Locale.ROOT));
    if (severity == null) {
      written.refuse("is no severity; " + Spelling.advice(written.shown(), SEVERITY_WORDS));
      return Severity.ERROR;
    }
    return severity;
  }

  private static RuleAction action(Item rule) {
    Optional<Item> written = custom(rule, "action");
    if (written.isEmpty()) {
      return RuleAction.PUBLISH;
    }
    String word = written.get().node().asText().toLowerCase(Locale.ROOT);
    if (!ACTIONS.contains(word)) {
      written.get().refuse("is no action; " + Spelling.advice(word, ACTIONS));
      return RuleAction.PUBLISH;
    }
    return RuleAction.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The value of a custom property; a name that is nearly ours is a slip. */
  private static Optional<Item> custom(Item block, String name) {
    for (Item property : block.items("customProperties")) {
      String written = property.text("property").orElse("");
      if (written.equals(name)) {
        return property.at("value");
      }
      if (written.equalsIgnoreCase(name)) {
        property.note("property", "'" + written + "' is unknown; did you mean " + name + "?");
      }
    }
    return Optional.empty();
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_-]+", "-")
        .replaceAll("^-|-$", "");
  }
}
