package io.tributary.merge.slice;

import io.tributary.core.document.Sample;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The first few rows of a kind, by (archive, place, record), whatever the order they come in. */
final class FirstSamples implements Serializable {
  private static final long serialVersionUID = 1L;

  private List<Placed> first = new ArrayList<>();

  /**
   * A sample and its place in the day.
   *
   * @param order of the archive among the day's
   * @param place of the member in the archive
   * @param record of the member, from 0
   */
  record Placed(int order, long place, long record, Sample sample) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Comparator<Placed> BY_PLACE =
        Comparator.comparingInt(Placed::order)
            .thenComparingLong(Placed::place)
            .thenComparingLong(Placed::record);
  }

  /** Whether a later one is of interest. */
  boolean open() {
    return first.size() < Sample.KEPT;
  }

  /** Adds one that comes behind all that are here. */
  void add(Placed sample) {
    first.add(sample);
  }

  /** Adds those of another slice. */
  void add(FirstSamples other) {
    List<Placed> both = new ArrayList<>(first);
    both.addAll(other.first);
    both.sort(Placed.BY_PLACE);
    first = new ArrayList<>(both.subList(0, Math.min(Sample.KEPT, both.size())));
  }

  List<Sample> samples() {
    return first.stream().map(Placed::sample).toList();
  }
}
