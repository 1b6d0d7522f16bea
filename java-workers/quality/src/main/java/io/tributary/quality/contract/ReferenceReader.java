package io.tributary.quality.contract;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tributary.core.config.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads references between tables: the standard's {@code relationships} and the custom rule {@code
 * reference}.
 */
final class ReferenceReader {
  private final TableDraft draft;
  private final SchemaTable table;
  private final Map<String, SchemaTable> tables;

  ReferenceReader(TableDraft draft, SchemaTable table, Map<String, SchemaTable> tables) {
    this.draft = draft;
    this.table = table;
    this.tables = tables;
  }

  /** The relationships of the table and of its properties. */
  void relationships() {
    for (Item relationship : table.item().items("relationships")) {
      List<Item> from = relationship.texts("from");
      List<ContractColumn> columns = new ArrayList<>();
      from.forEach(item -> side(item).filter(this::ours).ifPresent(s -> columns.add(s.column())));
      if (columns.size() == from.size()) {
        relationship(relationship, columns);
      }
    }
    for (SchemaTable.SchemaColumn column : table.columns().values()) {
      for (Item relationship : column.item().items("relationships")) {
        relationship(relationship, List.of(column.column()));
      }
    }
  }

  /** A column of a table, as relationships name it, and where that stands. */
  private record Side(Item item, SchemaTable table, ContractColumn column) {}

  private boolean ours(Side side) {
    boolean ours = side.table().name().equals(table.name());
    if (!ours) {
      side.item().refuse("is of another table; from names columns of " + table.name());
    }
    return ours;
  }

  private void relationship(Item relationship, List<ContractColumn> columns) {
    List<Item> to = relationship.texts("to");
    List<Side> sides = new ArrayList<>();
    to.forEach(item -> side(item).ifPresent(sides::add));
    if (sides.size() < to.size() || sides.isEmpty() || columns.isEmpty()) {
      return;
    }
    SchemaTable other = sides.get(0).table();
    if (sides.stream().anyMatch(side -> !side.table().name().equals(other.name()))) {
      relationship.note("to", "names columns of several tables; name those of one");
      return;
    }
    String id =
        columns.stream().map(ContractColumn::key).collect(Collectors.joining("-")) + "-reference";
    add(
        relationship,
        RuleHead.implied(relationship, id),
        columns,
        other,
        sides.stream().map(Side::column).toList(),
        Limit.NONE);
  }

  /** {@code table.column}, as the standard's short form has it. */
  private Optional<Side> side(Item written) {
    String text = written.node().asText();
    int dot = text.indexOf('.');
    if (dot < 0 || text.indexOf('/') >= 0) {
      written.refuse("cannot be looked up; write table.column, such as hotel.hotel_id");
      return Optional.empty();
    }
    Optional<SchemaTable> found = table(written, text.substring(0, dot));
    return found.flatMap(
        other ->
            other
                .column(
                    new Item(
                        written.tree(),
                        written.mistakes(),
                        written.path(),
                        TextNode.valueOf(text.substring(dot + 1))))
                .map(column -> new Side(written, other, column)));
  }

  private Optional<SchemaTable> table(Item written, String name) {
    Optional<SchemaTable> found =
        tables.values().stream()
            .filter(other -> other.name().equals(name) || other.property().equals(name))
            .findFirst();
    if (found.isEmpty()) {
      written.note(
          "'" + name + "' is no table of this contract; " + Spelling.advice(name, tables.keySet()));
    }
    return found;
  }

  /** The custom rule: {@code {rule: reference, columns: [hotel_id], table: hotel}}. */
  void custom(Item rule, Item given, Optional<ContractColumn> of) {
    given.expect(CustomReader.withOperators(List.of("rule", "columns", "table", "keys", "unit")));
    List<Item> written = given.texts("columns");
    List<ContractColumn> columns = new ArrayList<>();
    if (written.isEmpty() && of.isPresent()) {
      columns.add(of.get());
    } else if (written.isEmpty()) {
      given.note("columns", "is missing; list the columns that name a row of the other table");
      return;
    }
    written.forEach(item -> table.column(item).ifPresent(columns::add));
    Optional<Item> name = given.at("table");
    if (name.isEmpty()) {
      given.note("table", "is missing; write the table whose rows are named");
      return;
    }
    Optional<SchemaTable> other = table(name.get(), name.get().node().asText());
    if (other.isEmpty() || columns.size() < written.size()) {
      return;
    }
    List<Item> keysWritten = given.texts("keys").isEmpty() ? written : given.texts("keys");
    List<ContractColumn> keys = new ArrayList<>();
    if (keysWritten.isEmpty()) {
      Item same =
          new Item(
              given.tree(),
              given.mistakes(),
              given.path() + ".table",
              TextNode.valueOf(columns.get(0).name()));
      other.get().column(same).ifPresent(keys::add);
    }
    keysWritten.forEach(item -> other.get().column(item).ifPresent(keys::add));
    if (keys.size() != columns.size()) {
      if (keysWritten.size() != columns.size() && !keysWritten.isEmpty()) {
        given.note("keys", "must be as many as columns, in the same order");
      }
      return;
    }
    Comparison comparison = Comparison.find(given).orElse(Comparison.NONE);
    String id =
        columns.stream().map(ContractColumn::key).collect(Collectors.joining("-")) + "-reference";
    add(
        rule,
        RuleHead.of(rule, id),
        columns,
        other.get(),
        keys,
        new Limit(comparison, Unit.of(given)));
  }

  private void add(
      Item place,
      RuleHead head,
      List<ContractColumn> columns,
      SchemaTable other,
      List<ContractColumn> keys,
      Limit limit) {
    List<String> names = columns.stream().map(ContractColumn::name).toList();
    draft.reference(
        place,
        new MeasuredRule(
            head,
            names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty(),
            String.join(", ", names)
                + (names.size() > 1 ? " name no " : " names no ")
                + other.name(),
            limit,
            false),
        new ReferenceQuery(
            head.id(), names, other.name(), keys.stream().map(ContractColumn::name).toList()));
  }
}
