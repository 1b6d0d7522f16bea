package io.tributary.quality.contract;

import io.tributary.core.config.ColumnName;
import io.tributary.core.document.Finding;
import io.tributary.quality.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a contract says of one table: what merge has to measure, and the rules that judge it.
 *
 * @param table name, as in the members' names
 * @param description for people; may be empty
 * @param columns in the contract's order
 * @param checks of every row, in merge's own pass over the data; in the contract's order
 * @param queries of Spark SQL over the merged rows, before they are published
 * @param references to rows of other tables
 * @param rules that judge what was measured, in the contract's order
 * @param dayRules that judge the delivery as a whole
 * @param replaced the rules without a contract in whose place these ones judge
 * @param digest of all this: it changes when the contract says something else of the table, and not
 *     when it is only laid out otherwise
 */
public record TableContract(
    String table,
    String description,
    List<ContractColumn> columns,
    List<ValueCheck> checks,
    List<SqlQuery> queries,
    List<ReferenceQuery> references,
    List<Rule> rules,
    List<DayRule> dayRules,
    Set<Replaced> replaced,
    String digest) {
  public TableContract {
    columns = List.copyOf(columns);
    checks = List.copyOf(checks);
    queries = List.copyOf(queries);
    references = List.copyOf(references);
    rules = List.copyOf(rules);
    dayRules = List.copyOf(dayRules);
    replaced = Set.copyOf(replaced);
  }

  /**
   * A rule that holds without a contract and gives way to this one.
   *
   * @param rule its name
   * @param column of which alone it gives way ({@link ContractColumn#key()}); empty: altogether
   */
  public record Replaced(String rule, Optional<String> column) {}

  /** Whether a rule of this contract judges in the place of the one that found this. */
  public boolean replaces(Finding finding) {
    return replaced.contains(new Replaced(finding.rule(), Optional.empty()))
        || replaced.contains(
            new Replaced(finding.rule(), finding.column().map(ColumnName::normalise)));
  }

  /** A column by its name in any spelling. */
  public Optional<ContractColumn> column(String name) {
    String key = ColumnName.normalise(name);
    return columns.stream().filter(column -> column.key().equals(key)).findFirst();
  }
}
