package io.tributary.merge.spark;

/**
 * For each hash the smallest place that it was met at, and another hash that goes with it: a hash
 * table of numbers alone, whose size follows the different hashes, however often each comes.
 */
final class FirstPlaces {
  /** What {@link #meet} says of a hash that is met for the first time. */
  static final long NEW = -1;

  private static final int PLACE = 2;
  private static final int OTHER = 3;
  private static final int SLOT = 5;
  private static final int FIRST_SLOTS = 1 << 10;

  private long[] slots = emptied(FIRST_SLOTS);
  private int mask = FIRST_SLOTS - 1;
  private int size;

  private static long[] emptied(int count) {
    long[] slots = new long[Math.multiplyExact(count, SLOT)];
    for (int slot = 0; slot < slots.length; slot += SLOT) {
      slots[slot + PLACE] = NEW;
    }
    return slots;
  }

  /**
   * Meets a hash.
   *
   * @param low half of the hash, of bits as good as random
   * @param otherHigh half of what goes with it, always the same
   * @param place not negative
   * @return the later one of this place and the one that was kept, or {@link #NEW}
   */
  long meet(long high, long low, long otherHigh, long otherLow, long place) {
    int slot = slotOf(high, low);
    long kept = slots[slot + PLACE];
    if (kept != NEW) {
      slots[slot + PLACE] = Math.min(kept, place);
      return Math.max(kept, place);
    }
    slots[slot] = high;
    slots[slot + 1] = low;
    slots[slot + PLACE] = place;
    slots[slot + OTHER] = otherHigh;
    slots[slot + OTHER + 1] = otherLow;
    size++;
    if (size > (mask + 1) / 8 * 5) {
      grow();
    }
    return NEW;
  }

  private int slotOf(long high, long low) {
    int index = (int) low & mask;
    while (true) {
      int slot = index * SLOT;
      if (slots[slot + PLACE] == NEW || (slots[slot] == high && slots[slot + 1] == low)) {
        return slot;
      }
      index = (index + 1) & mask;
    }
  }

  private void grow() {
    long[] before = slots;
    mask = 2 * mask + 1;
    slots = emptied(mask + 1);
    for (int from = 0; from < before.length; from += SLOT) {
      if (before[from + PLACE] != NEW) {
        System.arraycopy(before, from, slots, slotOf(before[from], before[from + 1]), SLOT);
      }
    }
  }

  /** All that was met, one after the other; what is met meanwhile is not seen. */
  HashBlocks.Source others() {
    long[] all = slots;
    int[] next = {0};
    return to -> {
      int slot = next[0];
      while (slot < all.length && all[slot + PLACE] == NEW) {
        slot += SLOT;
      }
      next[0] = slot + SLOT;
      if (slot >= all.length) {
        return false;
      }
      to.add(all[slot + OTHER], all[slot + OTHER + 1], 0, 0, all[slot + PLACE]);
      return true;
    };
  }
}
