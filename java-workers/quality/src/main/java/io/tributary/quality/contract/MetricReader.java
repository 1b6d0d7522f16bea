package io.tributary.quality.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads rules of the standard's library of metrics. */
final class MetricReader {
  private static final List<String> METRICS =
      List.of("rowCount", "nullValues", "missingValues", "invalidValues", "duplicateValues");

  private final TableDraft draft;
  private final SchemaTable table;
  private final Optional<ContractColumn> column;

  MetricReader(TableDraft draft, SchemaTable table, Optional<ContractColumn> column) {
    this.draft = draft;
    this.table = table;
    this.column = column;
  }

  void read(Item rule) {
    Optional<String> metric = rule.text("metric");
    if (metric.isEmpty()) {
      if (!rule.node().has("metric")) {
        rule.note(
            "has no metric; write one of "
                + String.join(", ", METRICS)
                + ", or type: sql, custom or text");
      }
      return;
    }
    Optional<Comparison> comparison = Comparison.required(rule);
    Unit unit = Unit.of(rule);
    String name = column.map(found -> found.key() + "-").orElse("") + metric.get();
    RuleHead head = RuleHead.of(rule, name);
    Limit limit = new Limit(comparison.orElse(Comparison.NONE), unit);
    switch (metric.get()) {
      case "rowCount" -> rowCount(rule, head, limit);
      case "nullValues" -> nullValues(rule, head, limit);
      case "missingValues" -> missingValues(rule, head, limit);
      case "invalidValues" -> invalidValues(rule, head, limit);
      case "duplicateValues" -> duplicateValues(rule, head, limit);
      default -> {} // The standard's schema knows the metrics.
    }
  }

  private void rowCount(Item rule, RuleHead head, Limit limit) {
    arguments(rule, List.of());
    if (column.isPresent()) {
      rule.note("metric", "'rowCount' counts the rows of a table; move it to the table's quality");
    } else if (limit.unit() == Unit.PERCENT) {
      rule.note(
          "unit",
          "'percent' says nothing of a number of rows; write rows, or a custom rule"
              + " compared-with-day-before");
    } else {
      draft.rule(rule, head, new RowCountLimit(head, limit.comparison()));
    }
  }

  private void nullValues(Item rule, RuleHead head, Limit limit) {
    arguments(rule, List.of());
    value(rule)
        .ifPresent(
            found ->
                draft.check(
                    rule,
                    new ValueRule(head, found.name(), "NULL", limit, Optional.of("nulls")),
                    new ValueTest.NotNull()));
  }

  private void missingValues(Item rule, RuleHead head, Limit limit) {
    Optional<Item> arguments = arguments(rule, List.of("missingValues"));
    Optional<Item> words = arguments.flatMap(block -> block.at("missingValues"));
    if (words.isEmpty() || words.get().items().isEmpty()) {
      rule.note(
          "arguments.missingValues",
          "is missing; list the values that mean nothing, such as [null, '', 'N/A']");
      return;
    }
    boolean nullCounts = words.get().items().stream().anyMatch(word -> word.node().isNull());
    List<String> values =
        scalars(words.get()).stream()
            .filter(word -> !word.node().isNull())
            .map(MetricReader::word)
            .toList();
    value(rule)
        .ifPresent(
            found ->
                draft.check(
                    rule,
                    new ValueRule(
                        head, found.name(), "a word for nothing", limit, Optional.empty()),
                    new ValueTest.NotAmong(values, nullCounts)));
  }

  private void invalidValues(Item rule, RuleHead head, Limit limit) {
    Optional<Item> arguments = arguments(rule, List.of("validValues", "pattern"));
    Optional<Item> values = arguments.flatMap(block -> block.at("validValues"));
    Optional<Item> pattern = arguments.flatMap(block -> block.at("pattern"));
    if (values.isPresent() == pattern.isPresent()) {
      rule.note(
          "arguments",
          values.isPresent()
              ? "has both validValues and pattern; write a rule for each"
              : "is missing; write validValues: [A, B] or pattern: '^[A-Z]{2}$' in it");
      return;
    }
    Optional<ContractColumn> found = value(rule);
    if (found.isEmpty()) {
      return;
    }
    if (pattern.isPresent()) {
      String shown = "not of the pattern " + pattern.get().shown();
      Patterns.read(pattern.get())
          .ifPresent(
              whole ->
                  draft.check(
                      rule,
                      new ValueRule(head, found.get().name(), shown, limit, Optional.empty()),
                      new ValueTest.Matches(whole)));
      return;
    }
    // NULL passes this rule in any case: whether a value may be missing is a rule of its own.
    List<String> valid =
        scalars(values.get()).stream()
            .filter(word -> !word.node().isNull())
            .map(MetricReader::word)
            .toList();
    if (valid.isEmpty()) {
      values.get().note("is no list of values; write the valid ones, such as [A, B]");
      return;
    }
    draft.check(
        rule,
        new ValueRule(head, found.get().name(), "none of " + shown(valid), limit, Optional.empty()),
        new ValueTest.OneOf(valid));
  }

  private void duplicateValues(Item rule, RuleHead head, Limit limit) {
    Optional<Item> arguments =
        arguments(rule, column.isPresent() ? List.of() : List.of("properties"));
    List<ContractColumn> columns = new ArrayList<>();
    if (column.isPresent()) {
      columns.add(column.get());
    } else {
      List<Item> names = arguments.map(block -> block.texts("properties")).orElse(List.of());
      if (names.isEmpty()) {
        rule.note(
            "arguments.properties",
            "is missing; list the properties that are unique together, such as [hotel_id, day]");
        return;
      }
      names.forEach(name -> table.column(name).ifPresent(columns::add));
      if (columns.size() < names.size()) {
        return;
      }
    }
    String names = columns.stream().map(ContractColumn::name).collect(Collectors.joining(", "));
    draft.query(
        rule,
        new MeasuredRule(
            head,
            column.map(ContractColumn::name),
            names + (columns.size() > 1 ? " repeat earlier ones" : " repeats an earlier one"),
            limit,
            false),
        Sql.repeated(table.name(), columns));
  }

  /** The column of a rule that needs one. */
  private Optional<ContractColumn> value(Item rule) {
    if (column.isEmpty()) {
      String metric = rule.text("metric").orElse("");
      rule.note(
          "metric",
          "'" + metric + "' looks at a column's values; move it to a property's" + " quality");
    }
    return column;
  }

  private static Optional<Item> arguments(Item rule, List<String> known) {
    Optional<Item> arguments = rule.block("arguments");
    arguments.ifPresent(block -> block.expect(known));
    return arguments;
  }

  private static List<Item> scalars(Item list) {
    List<Item> scalars = new ArrayList<>();
    for (Item item : list.items()) {
      if (item.node().isContainerNode()) {
        item.note("is no single value; write a list of texts or numbers");
      } else {
        scalars.add(item);
      }
    }
    return scalars;
  }

  /** Values are compared as delivered, so numbers stand for their plain text. */
  private static String word(Item item) {
    return item.node().isNumber()
        ? item.node().decimalValue().toPlainString()
        : item.node().asText();
  }

  private static String shown(List<String> words) {
    String some = String.join(", ", words.subList(0, Math.min(5, words.size())));
    return words.size() > 5 ? some + ", … (" + words.size() + " values)" : some;
  }
}
