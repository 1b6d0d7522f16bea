package io.tributary.quality.contract;

import io.tributary.core.config.ColumnName;
import io.tributary.core.document.RuleAction;
import io.tributary.quality.QualityJudge;
import io.tributary.quality.Rule;
import io.tributary.quality.contract.TableContract.Replaced;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is read of one table, while it is read. */
final class TableDraft {
  private final String table;
  private final List<ValueCheck> checks = new ArrayList<>();
  private final List<SqlQuery> queries = new ArrayList<>();
  private final List<ReferenceQuery> references = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<DayRule> dayRules = new ArrayList<>();
  private final Set<Replaced> replaced = new HashSet<>();
  private final Map<String, Integer> lines = new HashMap<>();

  TableDraft(String table) {
    this.table = table;
  }

  List<ReferenceQuery> references() {
    return references;
  }

  String table() {
    return table;
  }

  /** A rule on values that merge looks at row by row. */
  void check(Item place, ValueRule rule, ValueTest test) {
    if (claims(place, rule.head())) {
      checks.add(
          new ValueCheck(
              rule.name(), ColumnName.normalise(rule.column()), test, rule.quarantines()));
      rules.add(rule);
    }
  }

  /** A rule on what a query of Spark SQL gives. */
  void query(Item place, MeasuredRule rule, String sql) {
    if (claims(place, rule.head()) && cannotQuarantine(place, rule.head())) {
      queries.add(new SqlQuery(rule.name(), sql));
      rules.add(rule);
    }
  }

  /** A rule on rows that name none of another table. */
  void reference(Item place, MeasuredRule rule, ReferenceQuery query) {
    if (claims(place, rule.head()) && cannotQuarantine(place, rule.head())) {
      references.add(query);
      rules.add(rule);
    }
  }

  /** A rule on what is known of the table without asking for more. */
  void rule(Item place, RuleHead head, Rule rule) {
    if (claims(place, head) && cannotQuarantine(place, head)) {
      rules.add(rule);
    }
  }

  /** A rule that every contract with columns has. */
  void rule(Rule rule) {
    rules.add(rule);
  }

  /** A rule on the day. */
  void day(Item place, RuleHead head, DayRule rule) {
    if (head.action() != RuleAction.PUBLISH) {
      place.note("judges the delivery, which cannot be held or quarantined; remove its action");
    }
    if (claims(place, head)) {
      dayRules.add(rule);
    }
  }

  /** A rule without a contract that judges no more, of one column or altogether. */
  void replaces(String rule, Optional<String> column) {
    replaced.add(new Replaced(rule, column));
  }

  TableContract contract(String description, List<ContractColumn> columns, String digest) {
    return new TableContract(
        table,
        description,
        columns,
        checks,
        queries,
        references,
        rules,
        dayRules,
        replaced,
        digest);
  }

  /** Names are how findings, quarantine and alerts tell rules apart. */
  private boolean claims(Item place, RuleHead head) {
    boolean replaces = replaced.contains(new Replaced(head.id(), Optional.empty()));
    boolean taken =
        QualityJudge.standardRules().contains(head.id()) || head.id().equals(ColumnsRule.NAME);
    if (taken && !replaces) {
      place.note(
          "the name "
              + head.id()
              + " is that of a rule that holds without a contract; write"
              + " another id");
      return false;
    }
    Integer first = lines.putIfAbsent(head.id(), place.line());
    if (first != null) {
      place.note(
          "the table has a rule "
              + head.id()
              + " already, on line "
              + first
              + "; write an id of"
              + " its own");
    }
    return first == null;
  }

  private static boolean cannotQuarantine(Item place, RuleHead head) {
    if (head.action() == RuleAction.QUARANTINE) {
      place.note(
          "looks at the table as a whole and cannot say which rows to quarantine; the action can be"
              + " publish or hold");
      return false;
    }
    return true;
  }
}
