package io.tributary.quality.contract;

import io.tributary.core.config.ColumnName;
import io.tributary.core.config.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of the contract's {@code schema}, as far as other tables' rules need it.
 *
 * @param item its place
 * @param property the standard's name of it
 * @param name as in the members' names
 * @param columns by their normal names
 */
record SchemaTable(Item item, String property, String name, Map<String, SchemaColumn> columns) {
  SchemaTable {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /**
   * A property.
   *
   * @param item its place
   * @param column what it says
   */
  record SchemaColumn(Item item, ContractColumn column) {}

  static SchemaTable of(Item schema) {
    String property = schema.text("name").orElse("");
    Map<String, SchemaColumn> columns = new LinkedHashMap<>();
    for (Item item : schema.items("properties")) {
      ContractColumn column = ColumnReader.column(item);
      if (column.key().isEmpty()) {
        continue; // The schema has said that a name is missing.
      }
      SchemaColumn first = columns.putIfAbsent(column.key(), new SchemaColumn(item, column));
      if (first != null) {
        item.note(
            "name",
            "there is a property "
                + column.name()
                + " already, on line "
                + first.item().line()
                + "; put all of it into one");
      }
    }
    return new SchemaTable(
        schema, property, schema.text("physicalName").orElse(property).strip(), columns);
  }

  /**
   * Refuses properties that look like slips of the columns which a partner file lists. Others are
   * not listed there because they need not be: its columns are those that come first.
   */
  void known(List<String> listed, Path partnerFile) {
    List<String> keys = listed.stream().map(ColumnName::normalise).toList();
    columns.forEach(
        (key, column) -> {
          Optional<String> near =
              Spelling.nearest(key, keys).filter(other -> !columns.containsKey(other));
          if (!keys.contains(key) && near.isPresent()) {
            column
                .item()
                .note(
                    "name",
                    "'"
                        + column.column().name()
                        + "' is none of the columns that "
                        + partnerFile.getFileName()
                        + " lists for "
                        + name
                        + "; did you mean "
                        + near.get()
                        + "? If not, list it there");
          }
        });
  }

  /** A column by the property's or the column's name; notes when there is none. */
  Optional<ContractColumn> column(Item written) {
    String key = ColumnName.normalise(written.node().asText());
    Optional<ContractColumn> found =
        columns.values().stream()
            .map(SchemaColumn::column)
            .filter(
                column ->
                    column.key().equals(key) || ColumnName.normalise(column.property()).equals(key))
            .findFirst();
    if (found.isEmpty()) {
      List<String> known = new ArrayList<>(columns.keySet());
      written.refuse(
          "is no property of "
              + name
              + " in this contract; "
              + (known.isEmpty() ? "list its properties" : Spelling.advice(key, known)));
    }
    return found;
  }
}
