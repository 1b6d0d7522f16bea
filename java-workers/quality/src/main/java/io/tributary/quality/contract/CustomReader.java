package io.tributary.quality.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tributary.core.config.Spelling;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads rules of {@code type: custom, engine: tributary}: what the standard has no word for. */
final class CustomReader {
  private static final String ENGINE = "tributary";
  static final List<String> RULES =
      List.of(DayRule.MissingArchives.NAME, DayRule.Freshness.NAME, DriftLimit.NAME, "reference");

  private final TableDraft draft;
  private final SchemaTable table;
  private final Map<String, SchemaTable> tables;
  private final Optional<ContractColumn> column;
  private final DayRuleNames dayRules;

  CustomReader(
      TableDraft draft,
      SchemaTable table,
      Map<String, SchemaTable> tables,
      Optional<ContractColumn> column,
      DayRuleNames dayRules) {
    this.draft = draft;
    this.table = table;
    this.tables = tables;
    this.column = column;
    this.dayRules = dayRules;
  }

  /** Keys together with the operators. */
  static List<String> withOperators(List<String> keys) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(Comparison.Operator.keys());
    return all;
  }

  void read(Item rule) {
    Optional<String> engine = rule.text("engine");
    if (engine.isEmpty()) {
      return; // The schema has said so.
    }
    if (!engine.get().equals(ENGINE)) {
      rule.note(
          "engine",
          "'"
              + engine.get()
              + "' is not run here, and nobody would check the rule; write engine: "
              + ENGINE
              + ", or make it type: text");
      return;
    }
    Optional<Item> given = rule.at("implementation").map(CustomReader::block);
    Optional<String> name = given.flatMap(block -> block.text("rule"));
    if (given.isPresent() && name.isEmpty()) {
      given.get().note("rule", "is missing; write one of " + String.join(", ", RULES));
      return;
    }
    name.ifPresent(word -> read(rule, given.get(), word));
  }

  private void read(Item rule, Item given, String name) {
    switch (name) {
      case DayRule.MissingArchives.NAME -> missingArchives(rule, given);
      case DayRule.Freshness.NAME -> freshness(rule, given);
      case DriftLimit.NAME -> headerDrift(rule, given);
      case ChangeRule.NAME -> change(rule, given);
      case TrendRule.NAME -> trend(rule, given);
      case TrendRule.OUTLIERS -> outliers(rule, given);
      case "reference" -> new ReferenceReader(draft, table, tables).custom(rule, given, column);
      default ->
          given.note(
              "rule", "'" + name + "' is no rule of tributary; " + Spelling.advice(name, RULES));
    }
  }

  /** A rule without settings can be written as its name alone. */
  private static Item block(Item implementation) {
    if (!implementation.node().isTextual()) {
      return implementation;
    }
    String name = implementation.node().textValue().strip();
    return new Item(
        implementation.tree(),
        implementation.mistakes(),
        implementation.path(),
        JsonNodeFactory.instance.objectNode().put("rule", name));
  }

  /** Whether a rule stands with a table, as it must. */
  private boolean ofTable(Item given, String name) {
    if (column.isPresent()) {
      given.note(name + " does not judge a column; move it to the table's quality");
    }
    return column.isEmpty();
  }

  private void missingArchives(Item rule, Item given) {
    String name = DayRule.MissingArchives.NAME;
    given.expect(withOperators(List.of("rule", "unit")));
    String unit = given.text("unit").orElse("archives");
    if (!List.of("archives", "percent").contains(unit)) {
      given.note("unit", "'" + unit + "' is no unit of this rule; write archives or percent");
    }
    if (ofTable(given, name) && dayRules.first(rule, name)) {
      draft.replaces(name, Optional.empty());
      RuleHead head = RuleHead.of(rule, name);
      Comparison comparison = Comparison.find(given).orElse(Comparison.NONE);
      draft.day(
          rule,
          head,
          new DayRule.MissingArchives(
              head.id(),
              head.severity(),
              head.description(),
              new ArchiveLimit(comparison, unit.equals("percent"))));
    }
  }

  private void freshness(Item rule, Item given) {
    String name = DayRule.Freshness.NAME;
    given.expect(List.of("rule", "by"));
    Optional<LocalTime> by = given.at("by").flatMap(CustomReader::time);
    if (ofTable(given, name) && dayRules.first(rule, name)) {
      RuleHead head = RuleHead.of(rule, name);
      draft.day(
          rule, head, new DayRule.Freshness(head.id(), head.severity(), head.description(), by));
    }
  }

  private static Optional<LocalTime> time(Item written) {
    try {
      return Optional.of(LocalTime.parse(written.node().asText()));
    } catch (DateTimeException e) {
      written.refuse("is no time of day; write one such as \"06:00\"");
      return Optional.empty();
    }
  }

  private void headerDrift(Item rule, Item given) {
    given.expect(List.of("rule", "allow", "against"));
    List<DriftLimit.Kind> allowed = new ArrayList<>();
    for (Item word : given.texts("allow")) {
      Optional<DriftLimit.Kind> kind = DriftLimit.Kind.of(word.node().asText());
      kind.ifPresent(allowed::add);
      if (kind.isEmpty()) {
        word.refuse(
            "is no kind of drift; " + Spelling.advice(word.shown(), DriftLimit.Kind.words()));
      }
    }
    String against = given.text("against").orElse("baseline");
    if (!List.of("baseline", "contract").contains(against)) {
      given.note(
          "against", "'" + against + "' is nothing to compare with; write baseline or contract");
    }
    if (ofTable(given, DriftLimit.NAME)) {
      draft.replaces(DriftLimit.NAME, Optional.empty());
      RuleHead head = RuleHead.of(rule, DriftLimit.NAME);
      List<String> columns =
          against.equals("contract") ? List.copyOf(table.columns().keySet()) : List.of();
      draft.rule(rule, head, new DriftLimit(head, allowed, columns));
    }
  }

  private void change(Item rule, Item given) {
    given.expect(withOperators(List.of("rule", "metric")));
    List<String> figures = ChangeRule.Figure.words(column.isPresent());
    String word = given.text("metric").orElse(column.isPresent() ? "nulls" : "rows");
    Optional<Comparison> comparison = Comparison.required(given);
    if (!figures.contains(word)) {
      given.note(
          "metric",
          "'"
              + word
              + "' cannot be compared here; write one of "
              + String.join(", ", figures)
              + (column.isPresent() ? "" : ", or move the rule to a property's quality"));
      return;
    }
    ChangeRule.Figure figure = ChangeRule.Figure.valueOf(word.toUpperCase(Locale.ROOT));
    RuleHead head = RuleHead.of(rule, generated(ChangeRule.NAME) + "-" + word);
    if (figure == ChangeRule.Figure.ROWS) {
      draft.replaces("row-count", Optional.empty());
    } else if (figure == ChangeRule.Figure.NULLS) {
      draft.replaces("null-ratio", column.map(ContractColumn::key));
    }
    comparison.ifPresent(
        found ->
            draft.rule(
                rule, head, new ChangeRule(head, column.map(ContractColumn::key), figure, found)));
  }

  private void trend(Item rule, Item given) {
    given.expect(List.of("rule", "metric", "z-score", "days"));
    List<String> figures = TrendRule.Figure.words(column.isPresent());
    String word = given.text("metric").orElse(figures.get(0));
    if (!figures.contains(word)) {
      given.note(
          "metric",
          "'"
              + word
              + "' has no history here; write one of "
              + String.join(", ", figures)
              + (column.isPresent() ? "" : ", or move the rule to a property's quality"));
      return;
    }
    TrendRule.Figure figure = TrendRule.Figure.valueOf(word.toUpperCase(Locale.ROOT));
    if (figure == TrendRule.Figure.ROWS) {
      draft.replaces("row-count", Optional.empty());
    } else if (figure == TrendRule.Figure.NULLS) {
      draft.replaces("null-ratio", column.map(ContractColumn::key));
    }
    trend(rule, given, generated(TrendRule.NAME) + "-" + word, List.of(figure), 3.5);
  }

  /** Values further out than the column's extremes ever are. */
  private void outliers(Item rule, Item given) {
    given.expect(List.of("rule", "z-score", "days"));
    if (column.isEmpty()) {
      given.note("outliers judges a column's values; move it to a property's quality");
      return;
    }
    trend(
        rule,
        given,
        generated(TrendRule.OUTLIERS),
        List.of(TrendRule.Figure.LEAST, TrendRule.Figure.GREATEST),
        5);
  }

  private void trend(
      Item rule, Item given, String id, List<TrendRule.Figure> figures, double usualZ) {
    double z = between(given, "z-score", usualZ, 1, 100);
    double days = between(given, "days", 56, 21, 730);
    RuleHead head = RuleHead.of(rule, id);
    draft.rule(
        rule,
        head,
        new TrendRule(head, column.map(ContractColumn::key), figures, z, (int) Math.rint(days)));
  }

  private static double between(
      Item given, String key, double byDefault, double least, double most) {
    Optional<Item> written = given.at(key);
    if (written.isEmpty()) {
      return byDefault;
    }
    double value = written.get().node().asDouble(Double.NaN);
    if (!written.get().node().isNumber() || value < least || value > most) {
      written
          .get()
          .refuse(
              "is out of bounds; write a number from "
                  + Unit.number(least)
                  + " to "
                  + Unit.number(most));
      return byDefault;
    }
    return value;
  }

  private String generated(String name) {
    return column.map(found -> found.key() + "-").orElse("") + name;
  }
}
