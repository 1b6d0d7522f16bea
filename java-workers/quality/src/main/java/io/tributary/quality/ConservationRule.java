package io.tributary.quality;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import java.util.Optional;
import java.util.stream.Stream;

/** Nothing is lost and nothing comes from nowhere: else the table is held. */
final class ConservationRule implements Rule {
  @Override
  public String name() {
    return "conservation";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    TableMetadata.Counts counts = facts.counts();
    if (counts.conserved()) {
      return Stream.empty();
    }
    long found = counts.merged() + counts.quarantined() + counts.dropped();
    long lost = counts.delivered() - found;
    String what =
        lost > 0
            ? Figures.count(lost, "delivered record is", "delivered records are") + " unaccounted"
            : Figures.count(-lost, "record comes", "records come") + " from nowhere";
    return Stream.of(
        new Finding(
                Severity.CRITICAL,
                Optional.of(facts.table()),
                Optional.empty(),
                name(),
                what,
                Figures.count(counts.merged())
                    + " merged + "
                    + Figures.count(counts.quarantined())
                    + " quarantined + "
                    + Figures.count(counts.dropped())
                    + " dropped",
                Figures.count(counts.delivered()) + " delivered")
            .with(RuleAction.HOLD));
  }
}
