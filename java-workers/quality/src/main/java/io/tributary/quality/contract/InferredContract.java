package io.tributary.quality.contract;

import io.tributary.core.config.ColumnName;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.TableMetadata;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A contract made of what a merged day looks like: a beginning for people to review. All its rules
 * warn, as one day is no proof; what only may be so is a comment.
 */
public final class InferredContract {
  private final PartnerSpec partner;
  private final LocalDate date;
  private final Map<String, TableMetadata> tables = new TreeMap<>();
  private final ContractLines lines = new ContractLines();

  /**
   * A contract of some tables.
   *
   * @param tables as merge described them
   */
  public InferredContract(PartnerSpec partner, LocalDate date, List<TableMetadata> tables) {
    this.partner = partner;
    this.date = date;
    tables.forEach(table -> this.tables.put(table.table(), table));
  }

  /** The file's text: the same for the same day. */
  public String text() {
    lines.line(
        0,
        "# The data contract of "
            + partner.partner()
            + ", as 'tributary contract infer' made it of");
    lines.line(
        0,
        "# " + date + ". Review it: a day shows what is, not what was agreed. Then name it in the");
    lines.line(
        0,
        "# partner file, contract: FILE, and ask 'tributary validate " + partner.partner() + "'.");
    lines.line(0, "apiVersion: v3.1.0");
    lines.line(0, "kind: DataContract");
    lines.entry(0, "id", partner.partner());
    lines.line(0, "version: 0.1.0");
    lines.line(0, "status: draft");
    lines.line(0, "schema:");
    boolean first = true;
    for (TableMetadata table : tables.values()) {
      table(table, first);
      first = false;
    }
    return lines.text();
  }

  private void table(TableMetadata table, boolean first) {
    lines.item(1, "name", table.table());
    lines.line(2, "quality:");
    lines.line(3, "- metric: rowCount");
    lines.line(4, "mustBeGreaterThan: 0 # " + Unit.number((double) table.rows()) + " on " + date);
    lines.line(4, "severity: warn");
    custom("{rule: header-drift, allow: [reordered]}");
    if (first) {
      lines.line(3, "# These two judge the delivery as a whole.");
      custom("{rule: missing-archives, mustBe: 0}");
      custom("{rule: freshness} # complete by the partner file's source.deadline");
    }
    List<TableMetadata.Column> columns =
        table.columns().stream().filter(column -> column.members() > 0).toList();
    lines.line(2, columns.isEmpty() ? "properties: []" : "properties:");
    List<String> key =
        partner.table(table.table()).primaryKey().stream().map(ColumnName::normalise).toList();
    for (TableMetadata.Column column : columns) {
      new InferredColumn(lines, table, column, date)
          .write(key.indexOf(ColumnName.normalise(column.name())), named(table.table(), column));
    }
  }

  private void custom(String implementation) {
    lines.line(3, "- type: custom");
    lines.line(4, "engine: tributary");
    lines.line(4, "implementation: " + implementation);
    lines.line(4, "severity: warn");
  }

  /** The table whose whole primary key has the column's name: what it may refer to. */
  private Optional<String> named(String table, TableMetadata.Column column) {
    String name = ColumnName.normalise(column.name());
    return tables.keySet().stream()
        .filter(other -> !other.equals(table))
        .filter(
            other ->
                partner.table(other).primaryKey().stream()
                    .map(ColumnName::normalise)
                    .toList()
                    .equals(List.of(name)))
        .findFirst()
        .map(other -> other + "." + name);
  }
}
