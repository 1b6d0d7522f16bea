package io.tributary.quality.contract;

import io.tributary.core.document.RuleAction;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a property: its type, what it implies, and its rules. */
final class ColumnReader {
  private static final Map<LogicalType, String> ARTICLES =
      Map.of(
          LogicalType.INTEGER, "no whole number",
          LogicalType.NUMBER, "no number",
          LogicalType.BOOLEAN, "neither true nor false",
          LogicalType.DATE, "no date",
          LogicalType.TIMESTAMP, "no date with a time",
          LogicalType.TIME, "no time of day");

  private final TableDraft draft;
  private final Item item;
  private final ContractColumn column;

  ColumnReader(TableDraft draft, SchemaTable.SchemaColumn read) {
    this.draft = draft;
    this.item = read.item();
    this.column = read.column();
  }

  /** What a property says of itself. */
  static ContractColumn column(Item property) {
    String name = property.text("name").orElse("");
    return new ContractColumn(
        name,
        property.text("physicalName").orElse(name).strip(),
        type(property),
        property.block("logicalTypeOptions").flatMap(options -> options.text("format")).orElse(""),
        property.yes("required") || property.yes("primaryKey"));
  }

  private static Optional<LogicalType> type(Item property) {
    return property
        .text("logicalType")
        .flatMap(
            word -> {
              for (LogicalType type : LogicalType.values()) {
                if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
                  return Optional.of(type);
                }
              }
              return Optional.empty();
            });
  }

  /** The rules that follow from what the property is. */
  void implied() {
    String word = item.text("logicalType").orElse("");
    if (word.equals("object") || word.equals("array")) {
      item.note("logicalType", "'" + word + "' is no type of a CSV's column; write string");
    }
    if (column.required()) {
      check("required", "NULL", new ValueTest.NotNull(), Optional.of("nulls"));
    }
    Optional<LogicalType> type = column.type().filter(known -> known != LogicalType.STRING);
    Optional<Item> options = item.block("logicalTypeOptions");
    if (options.isPresent() && word.isEmpty()) {
      options.get().note("needs a logicalType beside it");
    }
    type.ifPresent(
        known -> {
          if (!TypeOptions.isFormat(known, column.format())) {
            options
                .orElseThrow()
                .at("format")
                .orElseThrow()
                .refuse("is no format of dates; write one such as yyyy-MM-dd or dd.MM.uuuu HH:mm");
            return;
          }
          String format = TypeOptions.dated(known) ? column.format() : "";
          check(
              "type",
              ARTICLES.get(known) + (format.isEmpty() ? "" : " of the format " + format),
              new ValueTest.OfType(known, format),
              Optional.empty());
          draft.replaces("type-conformity", Optional.of(column.key()));
        });
    options.ifPresent(
        found -> column.type().ifPresent(known -> new TypeOptions(this, found, known).read()));
    if (item.yes("unique")) {
      unique();
    }
  }

  private void unique() {
    RuleHead head = wholeTable(RuleHead.implied(item, id("unique")));
    draft.query(
        item,
        new MeasuredRule(
            head,
            Optional.of(column.name()),
            column.name() + " repeats an earlier one",
            Limit.NONE,
            false),
        Sql.repeated(draft.table(), java.util.List.of(column)));
  }

  ContractColumn contractColumn() {
    return column;
  }

  /** A check of every value that no row may fail. */
  void check(String suffix, String fault, ValueTest test, Optional<String> metric) {
    RuleHead head = RuleHead.implied(item, id(suffix));
    draft.check(item, new ValueRule(head, column.name(), fault, Limit.NONE, metric), test);
  }

  /** A query for rows at fault, of which there may be none. */
  void query(String suffix, String fault, String condition) {
    RuleHead head = wholeTable(RuleHead.implied(item, id(suffix)));
    draft.query(
        item,
        new MeasuredRule(head, Optional.of(column.name()), fault, Limit.NONE, false),
        Sql.countWhere(draft.table(), condition));
  }

  String id(String suffix) {
    return column.key() + "-" + suffix;
  }

  /** A property's quarantine is for values that are looked at one by one. */
  private static RuleHead wholeTable(RuleHead head) {
    return head.action() == RuleAction.QUARANTINE
        ? new RuleHead(head.id(), head.severity(), RuleAction.PUBLISH, head.description())
        : head;
  }
}
