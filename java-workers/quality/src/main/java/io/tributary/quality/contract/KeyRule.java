package io.tributary.quality.contract;

import io.tributary.core.document.Finding;
import io.tributary.core.document.TableMetadata;
import io.tributary.quality.Rule;
import io.tributary.quality.TableFacts;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rows of the product with the primary key of an earlier one, where merge counts them anyway.
 *
 * @param head of the rule
 * @param key its columns, for people
 * @param duplicatesStay whether the product has exact duplicates
 * @param collisionsStay whether the product has other rows of a known key
 */
record KeyRule(RuleHead head, String key, boolean duplicatesStay, boolean collisionsStay)
    implements Rule {
  @Override
  public String name() {
    return head.id();
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    TableMetadata.Counts counts = facts.counts();
    if (counts.duplicates().isEmpty() || counts.collisions().isEmpty()) {
      throw new IllegalStateException("repetitions of the key were not counted");
    }
    long repeated =
        (duplicatesStay ? counts.duplicates().get() : 0)
            + (collisionsStay ? counts.collisions().get() : 0);
    if (repeated == 0) {
      return Stream.empty();
    }
    String actual = Unit.ROWS.figure((double) repeated);
    return Stream.of(
        head.breach(
            facts.table(),
            Optional.empty(),
            "the key " + key + " repeats an earlier one in " + actual,
            actual,
            Limit.NONE.words()));
  }
}
