package io.tributary.merge.slice;

/**
 * A decision on one member or record of a slice, as one number. Numbers sort by slice, then
 * decisions on members before those on records, then place in the slice: the order in which a task
 * needs them.
 */
public final class Decision {
  /** A member whose name and bytes an earlier one has: none of its records counts. */
  public static final int REPEATED_MEMBER = 0;

  /** A member whose name an earlier one has, with other bytes. */
  public static final int CONFLICTING_MEMBER = 1;

  private static final int RECORD = 2;
  private static final int KIND_BITS = 2;
  private static final int ORDINAL_BITS = 46;
  private static final long ORDINALS = (1L << ORDINAL_BITS) - 1;

  private Decision() {}

  /** A decision on the slice's member of that number. */
  public static long member(int slice, int kind, long ordinal) {
    return code(slice, kind, ordinal);
  }

  /** A decision on the slice's record of that number: a duplicate, or else a collision. */
  public static long record(int slice, long ordinal, boolean duplicate) {
    return code(slice, RECORD, (ordinal << 1) | (duplicate ? 0 : 1));
  }

  /** The decision that a record is a collision, from that on the same record as a duplicate. */
  public static long collision(long duplicate) {
    return duplicate | 1;
  }

  private static long code(int slice, int kind, long ordinal) {
    return ((long) slice << (KIND_BITS + ORDINAL_BITS)) | ((long) kind << ORDINAL_BITS) | ordinal;
  }

  /** The slice that a decision is on. */
  public static int slice(long decision) {
    return (int) (decision >>> (KIND_BITS + ORDINAL_BITS));
  }

  static boolean onMember(long decision) {
    return kind(decision) != RECORD;
  }

  static int kind(long decision) {
    return (int) (decision >>> ORDINAL_BITS) & ((1 << KIND_BITS) - 1);
  }

  static long member(long decision) {
    return decision & ORDINALS;
  }

  static long record(long decision) {
    return (decision & ORDINALS) >>> 1;
  }

  static boolean duplicate(long decision) {
    return (decision & 1) == 0;
  }
}
