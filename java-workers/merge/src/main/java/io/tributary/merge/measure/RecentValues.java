package io.tributary.merge.measure;

/**
 * A small cache of short values that counts how often each came again since it is there. A value
 * has one slot only, and the next value for that slot drives it out.
 */
final class RecentValues {
  private static final int SLOT_BITS = 9;
  private static final int SLOTS = 1 << SLOT_BITS;

  // A slot has three numbers: the two words of the value, and what is packed.
  private static final int WIDTH = 3;
  private static final int LAST = 1;
  private static final int PACKED = 2;

  // Packed: how often again, from above; whether it is NULL; the length. 0: an empty slot.
  private static final int LENGTH_BITS = 5;
  private static final long LENGTH_MASK = (1 << LENGTH_BITS) - 1;
  private static final long NULL = 1 << LENGTH_BITS;
  private static final int TIMES_SHIFT = LENGTH_BITS + 1;

  private final long[] slots = new long[WIDTH * SLOTS];

  /** The first number of the slot that a value belongs to. */
  static int slot(long first, long last, int length) {
    long hash = (first ^ Long.rotateLeft(last, 29) ^ length) * 0x9e3779b97f4a7c15L;
    return (int) (hash >>> (Long.SIZE - SLOT_BITS)) * WIDTH;
  }

  /** Counts a value once more if it is in its slot. */
  boolean again(int slot, long first, long last, int length) {
    long packed = slots[slot + PACKED];
    if (slots[slot] != first || slots[slot + LAST] != last || (packed & LENGTH_MASK) != length) {
      return false;
    }
    slots[slot + PACKED] = packed + (1L << TIMES_SHIFT);
    return true;
  }

  /**
   * Puts a value that did not come again so far.
   *
   * @param none whether it stands for NULL
   */
  void put(int slot, long first, long last, int length, boolean none) {
    slots[slot] = first;
    slots[slot + LAST] = last;
    slots[slot + PACKED] = none ? NULL | length : length;
  }

  /** How often the slot's value came again since this was asked; 0 when there is none. */
  long takeTimes(int slot) {
    long packed = slots[slot + PACKED];
    slots[slot + PACKED] = packed & (NULL | LENGTH_MASK);
    return packed >>> TIMES_SHIFT;
  }

  /** The value's first bytes, as {@link Words#first} has them. */
  long first(int slot) {
    return slots[slot];
  }

  /** The value's last bytes, as {@link Words#last} has them. */
  long last(int slot) {
    return slots[slot + LAST];
  }

  boolean none(int slot) {
    return (slots[slot + PACKED] & NULL) != 0;
  }

  int length(int slot) {
    return (int) (slots[slot + PACKED] & LENGTH_MASK);
  }

  /** One more than the last slot. */
  int end() {
    return slots.length;
  }

  /** The slot behind another one. */
  static int next(int slot) {
    return slot + WIDTH;
  }
}
