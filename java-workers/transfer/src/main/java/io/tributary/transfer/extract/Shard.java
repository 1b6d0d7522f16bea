package io.tributary.transfer.extract;

import io.tributary.core.document.SourceList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * One of the equal shares into which a day's archives are divided: {@code i/n}.
 *
 * @param index from 1 to {@code count}
 * @param count of all shards
 */
record Shard(int index, int count) {
  static final Shard WHOLE = new Shard(1, 1);

  Shard {
    if (index < 1 || index > count) {
      throw new IllegalArgumentException(
          "'" + index + "/" + count + "' is no shard: write i/n with i from 1 to n, such as 1/8");
    }
  }

  /** Reads {@code i/n}. */
  static Shard parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == 2) {
        return new Shard(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      }
    } catch (NumberFormatException e) {
      // Told below, as is everything else that is no i/n.
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no shard: write i/n with i from 1 to n, such as 1/8");
  }

  /**
   * This shard's archives, largest first: each archive, from the largest on, goes to the shard with
   * the fewest bytes so far. Every shard computes the same division from the same frozen list.
   */
  List<SourceList.Archive> share(List<SourceList.Archive> archives) {
    List<SourceList.Archive> bySize = new ArrayList<>(archives);
    bySize.sort(
        Comparator.comparingLong(SourceList.Archive::size)
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    PriorityQueue<long[]> loads =
        new PriorityQueue<>(
            Comparator.<long[]>comparingLong(load -> load[0]).thenComparingLong(load -> load[1]));
    for (int shard = 1; shard <= count; shard++) {
      loads.add(new long[] {0, shard});
    }
    List<SourceList.Archive> share = new ArrayList<>();
    for (SourceList.Archive archive : bySize) {
      long[] least = loads.remove();
      if (least[1] == index) {
        share.add(archive);
      }
      // An archive costs something even when it is empty.
      loads.add(new long[] {least[0] + Math.max(1, archive.size()), least[1]});
    }
    return share;
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }
}
