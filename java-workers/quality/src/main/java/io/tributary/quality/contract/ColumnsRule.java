package io.tributary.quality.contract;

import io.tributary.core.config.ColumnName;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.quality.Rule;
import io.tributary.quality.TableFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The columns that the contract names are in the table. Of one that is not, nothing else can be
 * judged.
 *
 * @param columns of the contract
 */
record ColumnsRule(List<ContractColumn> columns) implements Rule {
  static final String NAME = "contract-columns";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    return columns.stream()
        .filter(column -> !has(facts, column.key()))
        .map(
            column ->
                new Finding(
                    column.required() ? Severity.ERROR : Severity.WARN,
                    Optional.of(facts.table()),
                    Optional.of(column.name()),
                    NAME,
                    "the contract has this column, and no member of the day has it",
                    "no such column",
                    column.required() ? "the column, without NULL" : "the column"));
  }

  /** Whether any member of the day has a column. */
  static boolean has(TableFacts facts, String key) {
    return find(facts.columns(), key).filter(column -> column.members() > 0).isPresent();
  }

  static Optional<TableMetadata.Column> find(List<TableMetadata.Column> columns, String key) {
    return columns.stream()
        .filter(column -> ColumnName.normalise(column.name()).equals(key))
        .findFirst();
  }
}
