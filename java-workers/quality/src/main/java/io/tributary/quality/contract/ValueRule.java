package io.tributary.quality.contract;

import io.tributary.core.config.ColumnName;
import io.tributary.core.document.CheckCount;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Severity;
import io.tributary.quality.Measurement;
import io.tributary.quality.Rule;
import io.tributary.quality.TableFacts;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many values of a column fail a check that merge made of every row.
 *
 * @param head of the rule, whose id is the check's
 * @param column as the contract names it
 * @param fault what is wrong with such values, such as {@code NULL}
 * @param limit on the rows at fault
 * @param metric of the history that counts the same; empty when there is none
 */
record ValueRule(RuleHead head, String column, String fault, Limit limit, Optional<String> metric)
    implements Rule {
  @Override
  public String name() {
    return head.id();
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    Optional<CheckCount> found =
        facts.checks().stream().filter(count -> count.check().equals(head.id())).findFirst();
    if (found.isEmpty()) {
      Optional<String> failure =
          Optional.ofNullable(facts.measured().get(head.id())).flatMap(Measurement::failure);
      if (failure.isPresent()) {
        return Stream.of(unmeasured(facts, failure.get()));
      }
      if (ColumnsRule.has(facts, ColumnName.normalise(column))) {
        throw new IllegalStateException("nothing was measured of " + column);
      }
      // The rule on the contract's columns says that the column is not there.
      return Stream.empty();
    }
    CheckCount count = found.get();
    if (limit.holds(count.violations(), count.checked())) {
      return Stream.empty();
    }
    String message =
        fault
            + " in "
            + Figures.count(count.violations())
            + " of "
            + Figures.count(count.checked(), "row", "rows")
            + (count.quarantined() > 0
                ? ", " + Figures.count(count.quarantined()) + " of them in quarantine"
                : "");
    Finding breach =
        head.breach(
            facts.table(),
            Optional.of(column),
            message,
            limit.actual(count.violations(), count.checked()),
            limit.words());
    return Stream.of(
        metric
            .map(
                name ->
                    breach.measured(
                        name, (double) count.violations(), limit.band((double) count.checked())))
            .orElse(breach)
            .with(count.samples()));
  }

  private Finding unmeasured(TableFacts facts, String why) {
    RuleHead grave =
        new RuleHead(
            head.id(), head.severity().or(Severity.ERROR), head.action(), head.description());
    return grave.breach(
        facts.table(),
        Optional.of(column),
        "could not be judged: " + why,
        "unknown",
        limit.words());
  }

  /** Whether rows at fault go to quarantine. */
  boolean quarantines() {
    return head.action() == RuleAction.QUARANTINE;
  }
}
