package io.tributary.merge.slice;

import io.tributary.core.document.ColumnMetrics;
import io.tributary.merge.measure.ColumnMeasure;
import io.tributary.merge.measure.NullValues;
import java.io.Serializable;
import java.util.Optional;

/**
 * What is counted of each column of the product while rows are written. NULLs are counted and
 * values measured in every row, types in the first record of each member and every 64th after it:
 * the same rows whatever the parts.
 */
@SuppressWarnings("EnumOrdinal") // the index of an array that never leaves the run
public final class ColumnCounters implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SAMPLE = 64;
  private static final int TYPES = ValueType.values().length;

  private final NullValues nullValues;
  private final int emptyIsNull;
  private final long[] nulls;
  private final long[] empties;
  private final long[] types;
  private final ColumnMeasure[] measures;
  private long sampled;
  private transient FieldView field;
  private transient int quoteOfField;

  /**
   * Counters that have seen nothing.
   *
   * @param measuring whether values are measured, too
   */
  ColumnCounters(int columns, NullValues nullValues, boolean measuring) {
    this.nullValues = nullValues;
    this.emptyIsNull = nullValues.empty() ? 1 : 0;
    this.measures = measuring ? new ColumnMeasure[columns] : null;
    for (int i = 0; measuring && i < columns; i++) {
      measures[i] = new ColumnMeasure(nullValues);
    }
    this.nulls = new long[columns];
    this.empties = new long[columns];
    this.types = new long[columns * TYPES];
  }

  /** Counts a row. */
  void count(SlicedRecord record, VariantLayout variant) {
    int[] sources = variant.sources();
    int[] ends = record.ends();
    boolean quoted = record.quoted();
    byte[] bytes = record.bytes();
    int start = record.start();
    for (int column = 0; column < sources.length; column++) {
      int source = sources[column];
      if (source < 0) {
        nulls[column]++;
        continue;
      }
      int from = start + (source == 0 ? 0 : ends[source - 1] + 1);
      int to = start + ends[source];
      if (quoted && from < to && bytes[from] == variant.quote()) {
        FieldView unquoted = view(variant);
        unquoted.look(record, source);
        count(column, unquoted.bytes(), unquoted.from(), unquoted.to());
      } else {
        count(column, bytes, from, to);
      }
    }
    if (record.index() % SAMPLE == 0) {
      sample(record, variant);
    }
  }

  private void count(int column, byte[] bytes, int from, int to) {
    if (measures == null) {
      countNull(column, bytes, from, to);
    } else if (from == to) {
      empties[column]++;
      if (nullValues.empty()) {
        nulls[column]++;
      } else {
        measures[column].addEmpty();
      }
    } else {
      measures[column].add(bytes, from, to);
    }
  }

  /** Without a branch on emptiness, which in many columns is as good as a coin to a processor. */
  private void countNull(int column, byte[] bytes, int from, int to) {
    int none = (to - from - 1) >>> (Integer.SIZE - 1);
    empties[column] += none;
    nulls[column] += none & emptyIsNull;
    // Of an empty field the first test sees the byte behind it, which the second disregards.
    if (nullValues.mayBegin(bytes[from]) && from < to && nullValues.contains(bytes, from, to)) {
      nulls[column]++;
    }
  }

  private FieldView view(VariantLayout variant) {
    if (field == null || quoteOfField != variant.quote()) {
      field = new FieldView(variant.quote());
      quoteOfField = variant.quote();
    }
    return field;
  }

  private void sample(SlicedRecord record, VariantLayout variant) {
    sampled++;
    FieldView sample = view(variant);
    int[] sources = variant.sources();
    for (int column = 0; column < sources.length; column++) {
      if (sources[column] >= 0) {
        sample.look(record, sources[column]);
        byte[] bytes = sample.bytes();
        if (sample.length() > 0 && !nullValues.contains(bytes, sample.from(), sample.to())) {
          ValueType type = ValueType.of(bytes, sample.from(), sample.to());
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
      if (measures != null) {
        measures[i].add(other.measures[i]);
      }
    }
    for (int i = 0; i < types.length; i++) {
      types[i] += other.types[i];
    }
    sampled += other.sampled;
  }

  /** Rows in which a column is NULL or absent. */
  public long nulls(int column) {
    return nulls[column] + (measures == null ? 0 : measures[column].nulls());
  }

  /** What was measured of a column's values, if that was asked for. */
  public Optional<ColumnMetrics> metrics(int column) {
    return measures == null ? Optional.empty() : Optional.of(measures[column].metrics());
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
