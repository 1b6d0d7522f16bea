package io.tributary.merge.measure;

/** Values of one column that lie in one array, to be measured together. */
public final class ValueBatch {
  /** Values at most. */
  public static final int MOST = 256;

  final int[] froms = new int[MOST];
  final int[] tos = new int[MOST];
  byte[] bytes;
  int count;

  /** Begins anew, with values that lie in an array. */
  public void begin(byte[] its) {
    bytes = its;
    count = 0;
  }

  /** Adds a value, unless it is empty. */
  public void add(int from, int to) {
    froms[count] = from;
    tos[count] = to;
    count += from < to ? 1 : 0;
  }

  /** The array in which the values lie. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many values there are. */
  public int count() {
    return count;
  }

  /** Where a value begins. */
  public int from(int index) {
    return froms[index];
  }

  /** Where a value ends. */
  public int to(int index) {
    return tos[index];
  }

  /**
   * Takes out what stands for NULL.
   *
   * @return how many did
   */
  public int removeNulls(NullValues nulls) {
    int left = 0;
    for (int i = 0; i < count; i++) {
      int from = froms[i];
      int to = tos[i];
      froms[left] = from;
      tos[left] = to;
      left += nulls.mayBegin(bytes[from]) && nulls.contains(bytes, from, to) ? 0 : 1;
    }
    int removed = count - left;
    count = left;
    return removed;
  }
}
