package io.tributary.merge.check;

import io.tributary.merge.measure.Words;

/** A costly test that is not asked again about short values which it has just seen. */
final class Remembered implements ValueEvaluator {
  private static final int SLOT_BITS = 8;
  private static final int SLOTS = 1 << SLOT_BITS;

  private final ValueEvaluator test;
  private final long[] firsts = new long[SLOTS];
  private final long[] lasts = new long[SLOTS];

  /** Length of the value, negative for one that failed; 0 for none. */
  private final byte[] lengths = new byte[SLOTS];

  Remembered(ValueEvaluator test) {
    this.test = test;
  }

  @Override
  public boolean passes(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0 || length > Words.SHORT) {
      return test.passes(bytes, from, to);
    }
    long first = Words.first(bytes, from, length);
    long last = Words.last(bytes, to, length);
    int slot = (int) (Words.hash(first, last, length) >>> (Long.SIZE - SLOT_BITS));
    if (firsts[slot] != first || lasts[slot] != last || Math.abs(lengths[slot]) != length) {
      boolean passes = test.passes(bytes, from, to);
      firsts[slot] = first;
      lasts[slot] = last;
      lengths[slot] = (byte) (passes ? length : -length);
    }
    return lengths[slot] > 0;
  }
}
