package io.tributary.merge.slice;

import io.tributary.core.document.Sample;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was counted in one slice, or in all slices of a table. */
public final class SliceTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ColumnCounters columns;
  private final Map<Integer, VariantTally> variants = new TreeMap<>();
  private final List<ArchiveRows> archives = new ArrayList<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final Map<String, FirstSamples> samples = new TreeMap<>();
  private final CheckTally checks;
  long members;
  long repeatedMembers;
  long repeatedRecords;
  long conflictingMembers;
  long delivered;
  long rows;
  long quarantined;
  long dropped;
  long duplicates;
  long collisions;
  long bytesRead;

  /**
   * A tally of nothing.
   *
   * @param measuring whether the values of the columns are measured, if the table is to be
   */
  public SliceTally(TableJob job, boolean measuring) {
    this.columns =
        new ColumnCounters(job.columns().size(), job.nullValues(), measuring && job.metrics());
    this.checks = new CheckTally(job.checks());
  }

  /**
   * Members of one header.
   *
   * @param members how many
   * @param order of the archive that has the first
   * @param place of the first in it
   * @param archive that has the first
   * @param member the first
   */
  public record VariantTally(long members, int order, long place, String archive, String member)
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Comparator<VariantTally> BY_PLACE =
        Comparator.comparingInt(VariantTally::order).thenComparingLong(VariantTally::place);

    /** Of both together. */
    public VariantTally and(VariantTally other) {
      VariantTally first = BY_PLACE.compare(this, other) <= 0 ? this : other;
      return new VariantTally(
          members + other.members, first.order, first.place, first.archive, first.member);
    }
  }

  /** Adds the counts of another slice; what is told by archive stays with the slice. */
  public void add(SliceTally other) {
    columns.add(other.columns);
    other.variants.forEach((id, tally) -> variants.merge(id, tally, VariantTally::and));
    checks.add(other.checks);
    other.reasons.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
    other.samples.forEach(
        (reason, first) ->
            samples.computeIfAbsent(reason, unused -> new FirstSamples()).add(first));
    members += other.members;
    repeatedMembers += other.repeatedMembers;
    repeatedRecords += other.repeatedRecords;
    conflictingMembers += other.conflictingMembers;
    delivered += other.delivered;
    rows += other.rows;
    quarantined += other.quarantined;
    dropped += other.dropped;
    duplicates += other.duplicates;
    collisions += other.collisions;
    bytesRead += other.bytesRead;
  }

  /** Counts a record in quarantine, and gives back where its reason's samples are. */
  FirstSamples quarantined(String reason) {
    quarantined++;
    reasons.merge(reason, 1L, Long::sum);
    return samples.computeIfAbsent(reason, unused -> new FirstSamples());
  }

  void member(int variant, VariantTally tally) {
    variants.merge(variant, tally, VariantTally::and);
  }

  public ColumnCounters columns() {
    return columns;
  }

  /** By the ids of the header variants. */
  public Map<Integer, VariantTally> variants() {
    return variants;
  }

  /** What was written of each archive, in order. */
  public List<ArchiveRows> archives() {
    return archives;
  }

  /** How rows fared in the contract's checks. */
  public CheckTally checks() {
    return checks;
  }

  /** Records in quarantine by reason code. */
  public Map<String, Long> reasons() {
    return reasons;
  }

  /** The first records in quarantine by reason code. */
  public Map<String, List<Sample>> samples() {
    Map<String, List<Sample>> byReason = new TreeMap<>();
    samples.forEach((reason, first) -> byReason.put(reason, first.samples()));
    return byReason;
  }

  /** Members that count. */
  public long members() {
    return members;
  }

  public long repeatedMembers() {
    return repeatedMembers;
  }

  public long repeatedRecords() {
    return repeatedRecords;
  }

  public long conflictingMembers() {
    return conflictingMembers;
  }

  /** Records of the members that count, as extraction counted them. */
  public long delivered() {
    return delivered;
  }

  public long rows() {
    return rows;
  }

  public long quarantined() {
    return quarantined;
  }

  public long dropped() {
    return dropped;
  }

  public long duplicates() {
    return duplicates;
  }

  public long collisions() {
    return collisions;
  }

  public long bytesRead() {
    return bytesRead;
  }
}
