package io.tributary.merge.slice;

import io.tributary.core.document.CheckCount;
import io.tributary.core.document.Sample;
import io.tributary.merge.slice.RowChecks.Outcome;
import io.tributary.quality.contract.ValueCheck;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How rows fared in a contract's checks: those of the product and those that the checks themselves
 * sent to quarantine, duplicates and collisions that were left out not among them.
 */
public final class CheckTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<ValueCheck> checks;
  private final long[] unknown;
  private final long[] violations;
  private final long[] quarantined;
  private final List<FirstSamples> samples = new ArrayList<>();
  private final List<FirstSamples> failures = new ArrayList<>();
  private long rows;

  CheckTally(List<ValueCheck> checks) {
    this.checks = List.copyOf(checks);
    this.unknown = new long[checks.size()];
    this.violations = new long[checks.size()];
    this.quarantined = new long[checks.size()];
    for (int check = 0; check < checks.size(); check++) {
      samples.add(new FirstSamples());
      failures.add(new FirstSamples());
    }
  }

  /** Counts a row that was just judged. */
  void count(RowChecks judged, SlicedRecord record, RowPlace place) {
    rows++;
    for (int check = 0; !judged.allPassed() && check < checks.size(); check++) {
      Outcome outcome = judged.outcome(check);
      if (outcome == Outcome.FAILED) {
        violations[check]++;
        if (samples.get(check).open()) {
          samples.get(check).add(place.sample(record.line(), judged.value(record, check)));
        }
      } else if (outcome == Outcome.UNKNOWN) {
        unknown[check]++;
        if (failures.get(check).open()) {
          failures.get(check).add(place.sample(record.line(), judged.thrown(check)));
        }
      }
    }
  }

  /** Counts a row that a check sent to quarantine. */
  void ruledOut(int check) {
    quarantined[check]++;
  }

  /** Adds what was counted elsewhere. */
  void add(CheckTally other) {
    rows += other.rows;
    for (int check = 0; check < checks.size(); check++) {
      unknown[check] += other.unknown[check];
      violations[check] += other.violations[check];
      quarantined[check] += other.quarantined[check];
      samples.get(check).add(other.samples.get(check));
      failures.get(check).add(other.failures.get(check));
    }
  }

  /** What was counted by the checks that never threw, in the contract's order. */
  public List<CheckCount> counts() {
    List<CheckCount> counts = new ArrayList<>();
    for (int check = 0; check < checks.size(); check++) {
      if (unknown[check] == 0) {
        counts.add(
            new CheckCount(
                checks.get(check).id(),
                Optional.of(checks.get(check).column()),
                rows,
                violations[check],
                quarantined[check],
                samples.get(check).samples()));
      }
    }
    return counts;
  }

  /** Why the other checks have no counts, by their ids. */
  public Map<String, String> failures() {
    Map<String, String> byId = new TreeMap<>();
    for (int check = 0; check < checks.size(); check++) {
      for (Sample first : failures.get(check).samples().stream().limit(1).toList()) {
        byId.put(
            checks.get(check).id(),
            first.value()
                + " (line "
                + first.line()
                + " of "
                + first.member()
                + " of "
                + first.archive()
                + ")");
      }
    }
    return byId;
  }
}
