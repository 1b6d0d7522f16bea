package io.tributary.quality;

import io.tributary.core.config.QualitySpec;
import io.tributary.core.document.Band;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Sample;
import io.tributary.core.document.Severity;
import io.tributary.core.history.Metric;
import io.tributary.quality.trend.Expectation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Few records are malformed, and no more than on days before. What policies on duplicates and
 * collisions set aside is not counted.
 */
final class MalformedRecordsRule implements Rule {
  private static final Set<String> BY_POLICY = Set.of("duplicate-row", "key-collision");

  /** From this share on it is worth a look: a few in ten thousand are always there. */
  private static final double WARN = 0.001;

  /** From this share on, and at least ten records, something is wrong. */
  private static final double ERROR = 0.01;

  private final QualitySpec spec;

  MalformedRecordsRule(QualitySpec spec) {
    this.spec = spec;
  }

  @Override
  public String name() {
    return "malformed-records";
  }

  @Override
  public Stream<Finding> judge(TableFacts facts) {
    List<Map.Entry<String, Long>> reasons =
        facts.quarantined().entrySet().stream()
            .filter(entry -> !byPolicy(entry.getKey()) && entry.getValue() > 0)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .toList();
    long malformed = reasons.stream().mapToLong(Map.Entry::getValue).sum();
    if (malformed == 0) {
      return Stream.empty();
    }
    Proportion share = new Proportion(malformed, facts.counts().delivered());
    Trends trends = new Trends(facts, spec);
    Optional<Expectation> expected = trends.expected(trends.quarantined(malformed));
    boolean usual = expected.map(of -> share.ratio() <= of.high()).orElse(share.ratio() < WARN);
    Severity severity =
        share.ratio() >= ERROR && malformed >= 10
            ? Severity.ERROR
            : usual ? Severity.OK : Severity.WARN;
    String byReason =
        reasons.stream()
            .map(entry -> Figures.count(entry.getValue()) + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    List<Sample> samples =
        reasons.stream()
            .flatMap(
                reason ->
                    facts.quarantineSamples().getOrDefault(reason.getKey(), List.of()).stream())
            .limit(Sample.KEPT)
            .toList();
    double high = expected.map(Expectation::high).orElse(WARN);
    Finding finding =
        table(
                severity,
                facts,
                Figures.count(malformed, "malformed record", "malformed records")
                    + " in quarantine ("
                    + share
                    + "): "
                    + byReason,
                share.toString(),
                "less than " + Figures.percent(high))
            .with(samples);
    return Stream.of(
        expected
            .map(
                of ->
                    finding.measured(
                        Metric.QUARANTINE_RATIO.code(),
                        share.ratio(),
                        new Band(Optional.empty(), Optional.of(of.centre()), Optional.of(high))))
            .orElse(finding));
  }

  /** Rows that a declared policy or a contract's rule took out are no malformed records. */
  private static boolean byPolicy(String reason) {
    return BY_POLICY.contains(reason) || reason.startsWith("rule:");
  }
}
