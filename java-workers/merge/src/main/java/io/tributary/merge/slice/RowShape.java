package io.tributary.merge.slice;

import java.io.Serializable;

/** What somebody wants of each row. */
@FunctionalInterface
public interface RowShape<T> extends Serializable {
  /** Makes it of a row, which is good until the call returns; null leaves the row out. */
  T of(RowView row);
}
