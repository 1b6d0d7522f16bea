package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;

/** Reads the rows of a slice that are about to be published: those that the writer writes. */
final class RowIterator<T> extends SliceIterator<T> {
  private final TableJob job;
  private final SliceDecisions decisions;
  private final RowShape<T> shape;
  private final RowView view;

  RowIterator(
      TableJob job, Slice slice, SliceReader reader, SliceDecisions decisions, RowShape<T> shape) {
    super(slice, reader);
    this.job = job;
    this.decisions = decisions;
    this.shape = shape;
    this.view = new RowView(job);
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
  T made(SlicedRecord record, int index, long at) {
    if (!job.stays(decisions.record(at))) {
      return null;
    }
    view.row(record, index, at);
    return shape.of(view);
  }
}
