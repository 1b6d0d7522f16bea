package io.tributary.merge.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.merge.measure.Words;
import java.util.Arrays;
import java.util.List;

/** A set of values, asked by bytes. */
final class KnownValues {
  private final byte[][] table;
  private final int mask;

  KnownValues(List<String> values) {
    int size = Integer.highestOneBit(Math.max(4, values.size())) * 4;
    table = new byte[size][];
    mask = size - 1;
    for (String value : values) {
      add(value.getBytes(UTF_8));
    }
  }

  private void add(byte[] value) {
    int at = place(value, 0, value.length);
    while (table[at] != null) {
      at = (at + 1) & mask;
    }
    table[at] = value;
  }

  boolean contains(byte[] bytes, int from, int to) {
    int at = place(bytes, from, to);
    while (table[at] != null) {
      byte[] known = table[at];
      if (Arrays.equals(known, 0, known.length, bytes, from, to)) {
        return true;
      }
      at = (at + 1) & mask;
    }
    return false;
  }

  private int place(byte[] bytes, int from, int to) {
    return (int) Words.hash(bytes, from, to) & mask;
  }
}
