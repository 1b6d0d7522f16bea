package io.tributary.quality.contract;

import io.tributary.core.config.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads rules of type {@code sql}: one query of Spark SQL that gives one number or boolean. */
final class SqlReader {
  /** The standard writes {object} and {property}; its examples also ${table} and ${column}. */
  private static final Pattern PLACE = Pattern.compile("(\\$?)\\{([A-Za-z_]+)\\}");

  private static final List<String> OBJECT = List.of("object", "table");
  private static final List<String> PROPERTY = List.of("property", "column");

  private final TableDraft draft;
  private final Optional<ContractColumn> column;

  SqlReader(TableDraft draft, Optional<ContractColumn> column) {
    this.draft = draft;
    this.column = column;
  }

  void read(Item rule) {
    Optional<Comparison> comparison = Comparison.required(rule);
    Optional<Item> query = rule.at("query").filter(found -> found.node().isTextual());
    boolean plain = rule.text("unit").isEmpty();
    Unit unit = Unit.of(rule);
    if (query.isEmpty()) {
      return;
    }
    if (query.get().node().textValue().isBlank()) {
      query.get().note("is blank; write a query such as SELECT COUNT(*) FROM {object}");
      return;
    }
    RuleHead head = RuleHead.of(rule, column.map(found -> found.key() + "-").orElse("") + "sql");
    Optional<String> sql = filled(query.get());
    if (sql.isEmpty() || comparison.isEmpty()) {
      return;
    }
    draft.query(
        rule,
        new MeasuredRule(
            head, column.map(ContractColumn::name), "", new Limit(comparison.get(), unit), plain),
        sql.get());
  }

  /** The query with the names in their places; one statement, whose end needs no mark. */
  private Optional<String> filled(Item query) {
    String text = query.node().textValue().strip().replaceAll("[;\\s]+$", "");
    Matcher matcher = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    boolean right = true;
    while (matcher.find()) {
      String word = matcher.group(2).toLowerCase(Locale.ROOT);
      String name = matcher.group();
      if (OBJECT.contains(word)) {
        name = Sql.name(draft.table());
      } else if (PROPERTY.contains(word)) {
        if (column.isEmpty()) {
          query.note(
              matcher.group()
                  + " stands for a column; move the rule to a property's quality, or"
                  + " write the column's name");
          right = false;
        }
        name = column.map(found -> Sql.name(found.name())).orElse(name);
      } else if (word.equals(SqlQuery.DATE)) {
        name = "${" + SqlQuery.DATE + "}";
      } else if (!matcher.group(1).isEmpty()) {
        query.note(
            matcher.group()
                + " stands for nothing; "
                + Spelling.advice(word, List.of("object", "property", SqlQuery.DATE)));
        right = false;
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(name));
    }
    return right ? Optional.of(matcher.appendTail(filled).toString()) : Optional.empty();
  }
}
