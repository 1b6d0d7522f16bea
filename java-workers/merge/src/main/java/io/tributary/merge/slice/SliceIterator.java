package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Reads a slice record by record, as it is asked for what it makes of the rows that count. */
abstract class SliceIterator<T> implements Iterator<T>, RecordSink {
  private final Slice slice;
  private final SliceReader reader;
  private long ordinal;
  private T found;
  private boolean more = true;

  SliceIterator(Slice slice, SliceReader reader) {
    this.slice = slice;
    this.reader = reader;
    reader.begin(slice);
  }

  /**
   * What becomes of a row.
   *
   * @param index of the slice
   * @param at the record's number in the slice, from 0; rows left out are counted
   * @return null when nothing does
   */
  abstract T made(SlicedRecord record, int index, long at);

  @Override
  public final boolean hasNext() {
    while (found == null && more) {
      more = reader.next(this);
    }
    return found != null;
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T next = found;
    found = null;
    return next;
  }

  @Override
  public final void row(SlicedRecord record) {
    found = made(record, slice.index(), ordinal++);
  }

  @Override
  public final void release() {
    // What was made of a row keeps none of its bytes.
  }

  @Override
  public final void repeated(LedgerEntry member) {
    // None of its records counts.
  }

  @Override
  public final void ruledOut(SlicedRecord record, int check, String reason) {
    ordinal++;
  }

  @Override
  public final void malformed(MalformedRecord record) {
    ordinal++;
  }
}
