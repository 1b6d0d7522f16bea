package io.tributary.quality;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import java.util.stream.Stream;

/** Members that came twice: with the same bytes they count once, with other bytes both are kept. */
final class RepeatedMembersRule implements Rule {
  @Override
  public String name() {
    return "repeated-members";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    TableMetadata.Counts counts = facts.counts();
    Stream.Builder<Finding> rulings = Stream.builder();
    if (counts.repeatedMembers() > 0) {
      String repeated = Figures.count(counts.repeatedMembers(), "member", "members");
      rulings.add(
          table(
              Severity.OK,
              facts,
              repeated
                  + " came again with the same bytes ("
                  + Figures.count(counts.repeatedRecords(), "record", "records")
                  + "); counted once",
              repeated,
              "each member once"));
    }
    if (counts.conflictingMembers() > 0) {
      String conflicting = Figures.count(counts.conflictingMembers(), "member", "members");
      rulings.add(
          table(
              Severity.WARN,
              facts,
              conflicting + " came again with other bytes; both are merged",
              conflicting,
              "each member once"));
    }
    return rulings.build();
  }
}
