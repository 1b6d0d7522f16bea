package io.tributary.merge.slice;

import io.tributary.core.document.ColumnMetrics;
import io.tributary.merge.measure.ColumnMeasure;
import io.tributary.merge.measure.NullValues;
import io.tributary.merge.measure.ValueBatch;
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
  private final long[] nulls;
  private final long[] empties;
  private final long[] types;
  private final ColumnMeasure[] measures;
  private long sampled;
  private transient FieldView field;
  private transient int quoteOfField;

  private transient ValueBatch values;
  private transient ValueBatch copied;

  /**
   * Counters that have seen nothing.
   *
   * @param measuring whether values are measured, too
   */
  ColumnCounters(int columns, NullValues nullValues, boolean measuring) {
    this.nullValues = nullValues;
    this.measures = measuring ? new ColumnMeasure[columns] : null;
    for (int i = 0; measuring && i < columns; i++) {
      measures[i] = new ColumnMeasure(nullValues);
    }
    this.nulls = new long[columns];
    this.empties = new long[columns];
    this.types = new long[columns * TYPES];
  }

  /** Counts rows. */
  void count(RowBatch batch) {
    int[] sources = batch.variant().sources();
    for (int column = 0; column < sources.length; column++) {
      if (sources[column] < 0) {
        nulls[column] += batch.rows();
      } else {
        count(column, sources[column], batch);
      }
    }
  }

  private void count(int column, int field, RowBatch batch) {
    if (values == null) {
      values = new ValueBatch();
      copied = new ValueBatch();
    }
    batch.put(field, values);
    countEmpty(column, batch.rows() - values.count());
    if (batch.quoted(field)) {
      unquote(column, batch.variant());
    }
    count(column, values);
  }

  private void count(int column, ValueBatch batch) {
    if (measures != null) {
      measures[column].add(batch);
      return;
    }
    byte[] bytes = batch.bytes();
    int found = 0;
    for (int i = 0; i < batch.count(); i++) {
      if (nullValues.contains(bytes, batch.from(i), batch.to(i))) {
        found++;
      }
    }
    nulls[column] += found;
  }

  private void countEmpty(int column, int count) {
    empties[column] += count;
    if (nullValues.empty()) {
      nulls[column] += count;
    } else if (measures != null) {
      measures[column].addEmpty(count);
    }
  }

  /** Takes fields out of their quotes, and counts those at once that have to be copied for it. */
  private void unquote(int column, VariantLayout variant) {
    FieldView view = view(variant);
    byte[] bytes = values.bytes();
    int fields = values.count();
    values.begin(bytes);
    for (int i = 0; i < fields; i++) {
      view.look(bytes, values.from(i), values.to(i));
      if (view.length() == 0) {
        countEmpty(column, 1);
      } else if (view.bytes() == bytes) {
        values.add(view.from(), view.to());
      } else {
        copied.begin(view.bytes());
        copied.add(view.from(), view.to());
        count(column, copied);
      }
    }
  }

  private FieldView view(VariantLayout variant) {
    if (field == null || quoteOfField != variant.quote()) {
      field = new FieldView(variant.quote());
      quoteOfField = variant.quote();
    }
    return field;
  }

  /** Looks at a row's types, if it is one of those of which they are counted. */
  void sample(SlicedRecord record, VariantLayout variant) {
    if (record.index() % SAMPLE != 0) {
      return;
    }
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
