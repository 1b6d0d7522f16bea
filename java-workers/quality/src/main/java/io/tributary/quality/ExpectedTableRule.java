package io.tributary.quality;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import java.util.stream.Stream;

/** Tables come as expected: none that nobody listed, none listed that brings nothing. */
final class ExpectedTableRule implements Rule {
  @Override
  public String name() {
    return "expected-table";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    if (!facts.listed()) {
      boolean known = facts.baseline().isPresent();
      return Stream.of(
          table(
              known ? Severity.OK : Severity.WARN,
              facts,
              known
                  ? "not listed in the partner file"
                  : "new: not listed in the partner file, merged with defaults",
              Figures.count(facts.counts().members(), "member", "members"),
              "a table of the partner file"));
    }
    if (facts.counts().delivered() == 0) {
      return Stream.of(
          table(Severity.WARN, facts, "delivered without a single record", "0 records", "records"));
    }
    return Stream.empty();
  }
}
