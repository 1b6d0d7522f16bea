package io.tributary.merge.rules;

/** A record's place in its table, as one number that sorts as the product does. */
final class Place {
  private static final int ORDINAL_BITS = 46;

  private Place() {}

  static long of(int slice, long ordinal) {
    return ((long) slice << ORDINAL_BITS) | ordinal;
  }

  static int slice(long place) {
    return (int) (place >>> ORDINAL_BITS);
  }
}
