package io.tributary.quality.contract;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.quality.Rule;
import io.tributary.quality.TableFacts;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many rows the table has.
 *
 * @param head of the rule
 * @param comparison of its operator
 */
record RowCountLimit(RuleHead head, Comparison comparison) implements Rule {
  @Override
  public String name() {
    return head.id();
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    long rows = facts.counts().merged();
    if (comparison.holds((double) rows)) {
      return Stream.empty();
    }
    String actual = Figures.count(rows, "row", "rows");
    String expected = comparison.words(Unit.ROWS::figure);
    return Stream.of(
        head.breach(
                facts.table(),
                Optional.empty(),
                actual + "; the contract wants " + expected,
                actual,
                expected)
            .measured("merged", (double) rows, comparison.band(value -> value)));
  }
}
