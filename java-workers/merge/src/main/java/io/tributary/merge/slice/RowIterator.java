package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Reads the rows of a slice that are about to be published: those that the writer writes. */
final class RowIterator<T> implements Iterator<T>, RecordSink {
  private final TableJob job;
  private final Slice slice;
  private final SliceReader reader;
  private final SliceDecisions decisions;
  private final RowShape<T> shape;
  private final RowView view;
  private long ordinal;
  private T found;
  private boolean more = true;

  RowIterator(
      TableJob job, Slice slice, SliceReader reader, SliceDecisions decisions, RowShape<T> shape) {
    this.job = job;
    this.slice = slice;
    this.reader = reader;
    this.decisions = decisions;
    this.shape = shape;
    this.view = new RowView(job);
    reader.begin(slice);
  }

  @Override
  public boolean hasNext() {
    while (found == null && more) {
      more = reader.next(this);
    }
    return found != null;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T next = found;
    found = null;
    return next;
  }

  @Override
  public void archive(ArchiveSlice archive) {
    view.archive(archive.archive());
  }

  @Override
  public void member(LedgerEntry member, VariantLayout variant, boolean conflicting) {
    view.member(member.name(), variant);
  }

  @Override
  public void repeated(LedgerEntry member) {
    // None of its records counts.
  }

  @Override
  public void row(SlicedRecord record) {
    long at = ordinal++;
    if (job.stays(decisions.record(at))) {
      view.row(record, slice.index(), at);
      found = shape.of(view);
    }
  }

  @Override
  public void ruledOut(SlicedRecord record, int check, String reason) {
    ordinal++;
  }

  @Override
  public void malformed(MalformedRecord record) {
    ordinal++;
  }
}
