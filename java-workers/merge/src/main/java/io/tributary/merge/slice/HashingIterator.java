package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;
import java.util.stream.IntStream;

/** Gives the hashes of a slice's rows. */
final class HashingIterator extends SliceIterator<RowHash> {
  private final TableJob job;
  private final RowHasher[] hashers;
  private final int[] allColumns;
  private RowHasher hasher;

  HashingIterator(TableJob job, Slice slice, SliceReader reader) {
    super(slice, reader);
    this.job = job;
    this.hashers = new RowHasher[job.variants().size()];
    this.allColumns = IntStream.range(0, job.columns().size()).toArray();
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
  RowHash made(SlicedRecord record, int index, long at) {
    hasher.hash(record, allColumns);
    long rowHigh = hasher.high();
    long rowLow = hasher.low();
    if (job.key().length < allColumns.length) {
      hasher.hash(record, job.key());
    }
    return new RowHash(index, at, rowHigh, rowLow, hasher.high(), hasher.low());
  }
}
