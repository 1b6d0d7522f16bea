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

  /** Where values begin, to be filled before {@link #filled}. */
  public int[] froms() {
    return froms;
  }

  /** Where values end, likewise. */
  public int[] tos() {
    return tos;
  }

  /** Has now so many values in an array, none empty, of which the places are set. */
  public void filled(byte[] its, int values) {
    bytes = its;
    count = values;
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
}
