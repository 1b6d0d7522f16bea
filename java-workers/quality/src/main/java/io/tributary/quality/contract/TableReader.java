package io.tributary.quality.contract;

import io.tributary.core.config.ColumnName;
import io.tributary.core.config.TableSpec;
import io.tributary.core.config.TableSpec.RowPolicy;
import io.tributary.core.document.RuleAction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the rules of one table. */
final class TableReader {
  private final SchemaTable table;
  private final Map<String, SchemaTable> tables;
  private final Optional<TableSpec> spec;
  private final DayRuleNames dayRules;
  private final TableDraft draft;

  TableReader(
      SchemaTable table,
      Map<String, SchemaTable> tables,
      Optional<TableSpec> spec,
      DayRuleNames dayRules) {
    this.table = table;
    this.tables = tables;
    this.spec = spec;
    this.dayRules = dayRules;
    this.draft = new TableDraft(table.name());
  }

  TableContract read() {
    List<ContractColumn> columns =
        table.columns().values().stream().map(SchemaTable.SchemaColumn::column).toList();
    if (!columns.isEmpty()) {
      draft.rule(new ColumnsRule(columns));
    }
    rules(table.item(), Optional.empty());
    primaryKey();
    for (SchemaTable.SchemaColumn column : table.columns().values()) {
      new ColumnReader(draft, column).implied();
      rules(column.item(), Optional.of(column.column()));
    }
    new ReferenceReader(draft, table, tables).relationships();
    return draft.contract(
        table.item().text("description").orElse("").strip(),
        columns,
        Digest.of(table.item().node(), draft.references()));
  }

  private void rules(Item of, Optional<ContractColumn> column) {
    for (Item rule : of.items("quality")) {
      if (!rule.node().isObject()) {
        continue; // The schema has said so.
      }
      String type = rule.text("type").orElse("library");
      switch (type) {
        case "sql" -> new SqlReader(draft, column).read(rule);
        case "custom" -> new CustomReader(draft, table, tables, column, dayRules).read(rule);
        case "library" -> new MetricReader(draft, table, column).read(rule);
        default -> {} // Texts are for people; the schema knows the other types.
      }
    }
  }

  /** Columns that identify a row: none is NULL, and no row has those of an earlier one. */
  private void primaryKey() {
    List<SchemaTable.SchemaColumn> key =
        table.columns().values().stream()
            .filter(column -> column.item().yes("primaryKey"))
            .sorted(Comparator.comparingInt(TableReader::position))
            .toList();
    if (key.isEmpty()) {
      return;
    }
    List<ContractColumn> columns = key.stream().map(SchemaTable.SchemaColumn::column).toList();
    Item place = key.get(0).item();
    RuleHead head = RuleHead.implied(place, "primary-key");
    head = new RuleHead(head.id(), head.severity(), publish(head), head.description());
    String names = columns.stream().map(ContractColumn::name).collect(Collectors.joining(", "));
    if (counted(columns)) {
      TableSpec policies = spec.orElseThrow();
      draft.rule(
          place,
          head,
          new KeyRule(
              head,
              names,
              policies.onDuplicate() == RowPolicy.KEEP_ALL,
              policies.onCollision() == RowPolicy.KEEP_ALL));
    } else {
      draft.query(
          place,
          new MeasuredRule(
              head,
              Optional.empty(),
              "the key " + names + " repeats an earlier one",
              Limit.NONE,
              false),
          Sql.repeated(table.name(), columns));
    }
  }

  private static RuleAction publish(RuleHead head) {
    return head.action() == RuleAction.QUARANTINE ? RuleAction.PUBLISH : head.action();
  }

  private static int position(SchemaTable.SchemaColumn column) {
    return column
        .item()
        .at("primaryKeyPosition")
        .map(position -> position.node().asInt())
        .filter(position -> position > 0)
        .orElse(Integer.MAX_VALUE);
  }

  /** Whether the partner file has this primary key, so that merge counts its repetitions anyway. */
  private boolean counted(List<ContractColumn> columns) {
    Set<String> key = columns.stream().map(ContractColumn::key).collect(Collectors.toSet());
    return spec.filter(
            policies ->
                policies.primaryKey().stream()
                    .map(ColumnName::normalise)
                    .collect(Collectors.toSet())
                    .equals(key))
        .isPresent();
  }
}
