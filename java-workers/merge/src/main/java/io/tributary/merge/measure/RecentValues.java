package io.tributary.merge.measure;

/**
 * A small cache of short values that counts how often each came again since it is there. A value
 * has one slot only, and the next value for that slot drives it out.
 */
final class RecentValues {
  static final int TEXT = 0;
  static final int NUMBER = 1;
  static final int NULL = 2;

  private static final int SLOT_BITS = 9;
  private static final int SLOTS = 1 << SLOT_BITS;

  // A slot has four numbers: two words of the value, the number that it is, and what is packed.
  private static final int WIDTH = 4;
  private static final int LAST = 1;
  private static final int MANTISSA = 2;
  private static final int PACKED = 3;

  // Packed: how often again, from above; the kind, the scale, the length. 0: an empty slot.
  private static final int SCALE_SHIFT = 5;
  private static final int KIND_SHIFT = 10;
  private static final int TIMES_SHIFT = 12;
  private static final long LENGTH_MASK = (1 << SCALE_SHIFT) - 1;

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

  /** Puts a value that did not come again so far. */
  void put(int slot, long first, long last, int length, int kind, Decimal number) {
    slots[slot] = first;
    slots[slot + LAST] = last;
    slots[slot + MANTISSA] = number.mantissa();
    slots[slot + PACKED] =
        (long) kind << KIND_SHIFT | (kind == NUMBER ? number.scale() << SCALE_SHIFT : 0) | length;
  }

  /** Leaves a slot empty. */
  void clear(int slot) {
    slots[slot + PACKED] = 0;
  }

  /** How often the slot's value came again since this was asked; 0 when there is none. */
  long takeTimes(int slot) {
    long packed = slots[slot + PACKED];
    slots[slot + PACKED] = packed & ((1L << TIMES_SHIFT) - 1);
    return packed >>> TIMES_SHIFT;
  }

  int kind(int slot) {
    return (int) (slots[slot + PACKED] >>> KIND_SHIFT) & 3;
  }

  int length(int slot) {
    return (int) (slots[slot + PACKED] & LENGTH_MASK);
  }

  long mantissa(int slot) {
    return slots[slot + MANTISSA];
  }

  int scale(int slot) {
    return (int) (slots[slot + PACKED] >>> SCALE_SHIFT) & (int) LENGTH_MASK;
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
