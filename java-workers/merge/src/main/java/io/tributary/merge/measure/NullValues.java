package io.tributary.merge.measure;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The field values that count as NULL. */
public final class NullValues implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[][] values;

  /** By first byte: most values are none by theirs. */
  private final boolean[] begins = new boolean[256];

  private final int longest;
  private final boolean empty;

  public NullValues(List<String> values) {
    this.values =
        values.stream()
            .filter(value -> !value.isEmpty())
            .map(value -> value.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    for (byte[] value : this.values) {
      begins[value[0] & 0xff] = true;
    }
    this.longest = Arrays.stream(this.values).mapToInt(value -> value.length).max().orElse(0);
    this.empty = values.contains("");
  }

  /** Whether the empty field is NULL. */
  public boolean empty() {
    return empty;
  }

  /** Bytes of the longest such value. */
  public int longest() {
    return longest;
  }

  /** Whether such a value begins with a byte. */
  public boolean mayBegin(byte first) {
    return begins[first & 0xff];
  }

  /** Whether a value of at least one byte is NULL. */
  public boolean contains(byte[] bytes, int from, int to) {
    if (!mayBegin(bytes[from])) {
      return false;
    }
    for (byte[] value : values) {
      if (value.length == to - from && Arrays.equals(value, 0, value.length, bytes, from, to)) {
        return true;
      }
    }
    return false;
  }
}
