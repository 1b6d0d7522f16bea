package io.tributary.merge.slice;

import java.io.Serializable;

/**
 * What is counted of each column of the product while rows are written. NULLs are counted in every
 * row, types in the first record of each member and every 64th after it: the same rows whatever the
 * parts.
 */
@SuppressWarnings("EnumOrdinal") // the index of an array that never leaves the run
public final class ColumnCounters implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SAMPLE = 64;
  private static final int TYPES = ValueType.values().length;

  private final NullValues nullValues;
  private final long[] nulls;
  private final long[] empties;
  private final long[] types;
  private long sampled;

  public ColumnCounters(int columns, NullValues nullValues) {
    this.nullValues = nullValues;
    this.nulls = new long[columns];
    this.empties = new long[columns];
    this.types = new long[columns * TYPES];
  }

  /** Counts a row. */
  void count(SlicedRecord record, VariantLayout variant) {
    int[] sources = variant.sources();
    int[] ends = record.ends();
    int longest = nullValues.longest();
    boolean quoted = record.quoted();
    byte[] bytes = record.bytes();
    for (int column = 0; column < sources.length; column++) {
      int source = sources[column];
      if (source < 0) {
        nulls[column]++;
        continue;
      }
      int from = source == 0 ? 0 : ends[source - 1] + 1;
      int length = ends[source] - from;
      from += record.start();
      if (quoted && length > 1 && bytes[from] == variant.quote()) {
        from++;
        length -= 2;
      }
      if (length == 0) {
        empties[column]++;
        nulls[column] += nullValues.empty() ? 1 : 0;
      } else if (length <= longest && nullValues.contains(bytes, from, from + length)) {
        nulls[column]++;
      }
    }
    if (record.index() % SAMPLE == 0) {
      sample(record, variant);
    }
  }

  private void sample(SlicedRecord record, VariantLayout variant) {
    sampled++;
    FieldView field = new FieldView(variant.quote());
    int[] sources = variant.sources();
    for (int column = 0; column < sources.length; column++) {
      if (sources[column] >= 0) {
        field.look(record, sources[column]);
        if (field.length() > 0 && !nullValues.contains(field.bytes(), field.from(), field.to())) {
          ValueType type = ValueType.of(field.bytes(), field.from(), field.to());
          types[column * TYPES + type.ordinal()]++;
        }
      }
    }
  }

  /** Adds what was counted elsewhere. */
  public void add(ColumnCounters other) {
    for (int i = 0; i < nulls.length; i++) {
      nulls[i] += other.nulls[i];
      empties[i] += other.empties[i];
    }
    for (int i = 0; i < types.length; i++) {
      types[i] += other.types[i];
    }
    sampled += other.sampled;
  }

  public long nulls(int column) {
    return nulls[column];
  }

  public long empties(int column) {
    return empties[column];
  }

  /** Sampled values of a column that look so. */
  public long types(int column, ValueType type) {
    return types[column * TYPES + type.ordinal()];
  }

  public long sampled() {
    return sampled;
  }
}
