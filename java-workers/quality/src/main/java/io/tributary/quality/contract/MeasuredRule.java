package io.tributary.quality.contract;

import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.quality.Measurement;
import io.tributary.quality.Rule;
import io.tributary.quality.TableFacts;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The number that a query gave. A rule that could not be measured is a breach, and an error at
 * least: where it would have held the table, the table is held.
 *
 * @param head of the rule, whose id is the query's
 * @param column of a rule on a column
 * @param what is wrong with the rows that the number counts, such as {@code hotel_id repeats an
 *     earlier one}; empty: it is whatever the query says
 * @param limit on the number
 * @param plain whether the number counts no rows
 */
record MeasuredRule(RuleHead head, Optional<String> column, String what, Limit limit, boolean plain)
    implements Rule {
  @Override
  public String name() {
    return head.id();
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    Measurement measured = facts.measured().get(head.id());
    if (measured == null) {
      return unmeasured(facts, "nothing was measured");
    }
    if (measured.value().isEmpty()) {
      return unmeasured(facts, measured.failure().orElse("the query returned NULL"));
    }
    double value = measured.value().get();
    double rows = (double) facts.counts().merged();
    if (limit.holds(value, rows)) {
      return Stream.empty();
    }
    String actual = plain ? Unit.number(value) : limit.actual(value, rows);
    String message =
        what.isEmpty() ? "the query gives " + actual : what + " in " + Unit.ROWS.figure(value);
    Finding breach = head.breach(facts.table(), column, message, actual, expected());
    return Stream.of(breach.with(measured.samples()));
  }

  private String expected() {
    return plain ? limit.comparison().words(Unit::number) : limit.words();
  }

  private Stream<Finding> unmeasured(TableFacts facts, String why) {
    RuleHead grave =
        new RuleHead(
            head.id(), head.severity().or(Severity.ERROR), head.action(), head.description());
    return Stream.of(
        grave.breach(facts.table(), column, "could not be judged: " + why, "unknown", expected()));
  }
}
