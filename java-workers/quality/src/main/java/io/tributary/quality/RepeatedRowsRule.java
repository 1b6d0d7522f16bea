package io.tributary.quality;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Exact duplicates and key collisions, where they are counted. Both are frequent; worth a look are
 * collisions without a day to compare with, and more of either than on the baseline day.
 */
final class RepeatedRowsRule implements Rule {
  /** A point of a percent is worth a look. */
  private static final double LEAST = 0.01;

  @Override
  public String name() {
    return "repeated-rows";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    return Stream.concat(
        judge(facts, TableMetadata.Counts::duplicates, "duplicate rows", Severity.OK),
        judge(facts, TableMetadata.Counts::collisions, "key collisions", Severity.WARN));
  }

  private Stream<Finding> judge(
      TableFacts facts,
      Function<TableMetadata.Counts, Optional<Long>> count,
      String what,
      Severity withoutHistory) {
    long found = count.apply(facts.counts()).orElse(0L);
    if (found == 0) {
      return Stream.empty();
    }
    Proportion share = new Proportion(found, facts.counts().delivered());
    Optional<Proportion> usual =
        facts
            .baseline()
            .flatMap(
                day ->
                    count
                        .apply(day.counts())
                        .map(before -> new Proportion(before, day.counts().delivered())))
            .filter(Proportion::enough);
    Severity severity =
        usual
            .map(
                before ->
                    share.ratio() > before.ratio() && share.differsFrom(before, LEAST)
                        ? Severity.WARN
                        : Severity.OK)
            .orElse(withoutHistory);
    return Stream.of(
        table(
            severity,
            facts,
            Figures.count(found)
                + " "
                + what
                + " ("
                + share
                + usual.map(before -> ", " + before + " on the baseline day").orElse("")
                + ")",
            share.toString(),
            usual.map(before -> "about " + before).orElse("none")));
  }
}
