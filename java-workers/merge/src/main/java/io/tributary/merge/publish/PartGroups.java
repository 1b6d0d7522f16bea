package io.tributary.merge.publish;

import io.tributary.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups slices so that each group but the last makes at least one part of the smallest size that
 * stores take.
 */
final class PartGroups {
  private PartGroups() {}

  /**
   * Groups neighbours.
   *
   * @param sizes bytes that each slice writes; slices that write none are in no group
   */
  static List<List<Integer>> of(long[] sizes) {
    List<List<Integer>> groups = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    long bytes = 0;
    for (int slice = 0; slice < sizes.length; slice++) {
      if (sizes[slice] == 0) {
        continue;
      }
      open.add(slice);
      bytes += sizes[slice];
      if (bytes >= ObjectStore.MINIMUM_PART_SIZE) {
        groups.add(open);
        open = new ArrayList<>();
        bytes = 0;
      }
    }
    if (!open.isEmpty()) {
      groups.add(open);
    }
    return groups;
  }
}
