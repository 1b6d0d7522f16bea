package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/** Reads a slice record by record and gives their hashes. */
final class HashingIterator implements Iterator<RowHash>, RecordSink {
  private final TableJob job;
  private final Slice slice;
  private final SliceReader reader;
  private final RowHasher[] hashers;
  private final int[] allColumns;
  private RowHasher hasher;
  private long ordinal;
  private RowHash found;
  private boolean more = true;

  HashingIterator(TableJob job, Slice slice, SliceReader reader) {
    this.job = job;
    this.slice = slice;
    this.reader = reader;
    this.hashers = new RowHasher[job.variants().size()];
    this.allColumns = IntStream.range(0, job.columns().size()).toArray();
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
  public RowHash next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RowHash next = found;
    found = null;
    return next;
  }

  @Override
  public void archive(ArchiveSlice archive) {
    // Hashes do not tell archives apart.
  }

  @Override
  public void member(LedgerEntry member, VariantLayout variant, boolean conflicting) {
    if (variant != null) {
      if (hashers[variant.id()] == null) {
        hashers[variant.id()] = new RowHasher(variant);
      }
      hasher = hashers[variant.id()];
    }
  }

  @Override
  public void repeated(LedgerEntry member) {
    // None of its records counts.
  }

  @Override
  public void row(SlicedRecord record) {
    hasher.hash(record, allColumns);
    long rowHigh = hasher.high();
    long rowLow = hasher.low();
    if (job.key().length < allColumns.length) {
      hasher.hash(record, job.key());
    }
    found = new RowHash(slice.index(), ordinal, rowHigh, rowLow, hasher.high(), hasher.low());
    ordinal++;
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
