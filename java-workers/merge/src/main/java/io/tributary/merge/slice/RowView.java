package io.tributary.merge.slice;

import io.tributary.merge.measure.NullValues;
import java.nio.charset.StandardCharsets;

/** A row that is about to be published: a view that the next row replaces. */
public final class RowView {
  private final NullValues nullValues;
  private final FieldView[] fields;
  private final RowHasher[] hashers;
  private SlicedRecord record;
  private VariantLayout variant;
  private FieldView field;
  private RowHasher hasher;
  private String archive;
  private String member;
  private int slice;
  private long ordinal;

  RowView(TableJob job) {
    this.nullValues = job.nullValues();
    this.fields = new FieldView[job.variants().size()];
    this.hashers = new RowHasher[job.variants().size()];
  }

  void archive(String name) {
    archive = name;
  }

  void member(String name, VariantLayout itsVariant) {
    member = name;
    variant = itsVariant;
    if (itsVariant != null) {
      int id = itsVariant.id();
      if (fields[id] == null) {
        fields[id] = new FieldView(itsVariant.quote());
        hashers[id] = new RowHasher(itsVariant);
      }
      field = fields[id];
      hasher = hashers[id];
    }
  }

  void row(SlicedRecord itsRecord, int itsSlice, long itsOrdinal) {
    record = itsRecord;
    slice = itsSlice;
    ordinal = itsOrdinal;
  }

  /** The slice that it is in. */
  public int slice() {
    return slice;
  }

  /** Its number among the records of the slice. */
  public long ordinal() {
    return ordinal;
  }

  public String archive() {
    return archive;
  }

  public String member() {
    return member;
  }

  /** The physical line of the member on which it begins, from 1. */
  public long line() {
    return record.line();
  }

  /**
   * The value of a column; null when it is absent or counts as NULL.
   *
   * @param column of the product
   */
  public String text(int column) {
    return look(column)
        ? new String(field.bytes(), field.from(), field.length(), StandardCharsets.UTF_8)
        : null;
  }

  /**
   * Hashes the values of some columns, for {@link #hashHigh} and {@link #hashLow}.
   *
   * @return whether none of them is NULL; else there is no hash
   */
  public boolean hash(int[] columns) {
    for (int column : columns) {
      if (!look(column)) {
        return false;
      }
    }
    hasher.hash(record, columns);
    return true;
  }

  /** The first half of the last hash. */
  public long hashHigh() {
    return hasher.high();
  }

  /** The second half of the last hash. */
  public long hashLow() {
    return hasher.low();
  }

  private boolean look(int column) {
    int source = variant.sources()[column];
    if (source < 0) {
      return false;
    }
    field.look(record, source);
    return field.length() == 0
        ? !nullValues.empty()
        : !nullValues.contains(field.bytes(), field.from(), field.to());
  }
}
