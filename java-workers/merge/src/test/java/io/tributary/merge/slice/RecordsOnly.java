package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;

/** A sink of one member's records, to which archives and members mean nothing. */
interface RecordsOnly extends RecordSink {
  @Override
  default void archive(ArchiveSlice archive) {}

  @Override
  default void member(LedgerEntry member, VariantLayout variant, boolean conflicting) {}

  @Override
  default void repeated(LedgerEntry member) {}

  @Override
  default void release() {}
}
