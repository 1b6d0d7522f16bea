package io.tributary.quality;

import io.tributary.core.config.QualitySpec;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import java.util.stream.Stream;

/** Says once what a day could not be compared with, so that silence is no praise. */
final class HistoryRule implements Rule {
  private final QualitySpec spec;

  HistoryRule(QualitySpec spec) {
    this.spec = spec;
  }

  @Override
  public String name() {
    return "history";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    Trends trends = new Trends(facts, spec);
    if (trends.expected(trends.rows()).isPresent()) {
      return Stream.empty();
    }
    return Stream.of(
        facts
            .baseline()
            .map(
                before ->
                    table(
                        Severity.OK,
                        facts,
                        "not enough history: compared with " + before.date() + " alone",
                        "fewer than 3 days of this weekday",
                        "3 days of this weekday"))
            .orElseGet(
                () ->
                    table(
                        Severity.OK,
                        facts,
                        "not enough history: no earlier day",
                        "0 days",
                        "1 day")));
  }
}
