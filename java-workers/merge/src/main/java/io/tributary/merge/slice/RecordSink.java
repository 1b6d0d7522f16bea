package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;

/** What becomes of the members and records of a slice, in their order. */
interface RecordSink {
  /** The members that follow are of another archive. */
  void archive(ArchiveSlice archive);

  /**
   * A member whose records follow.
   *
   * @param variant of its header; null when it has none
   * @param conflicting whether an earlier member has its name and other bytes
   */
  void member(LedgerEntry member, VariantLayout variant, boolean conflicting);

  /** A member that counts as repeated, of which nothing follows. */
  void repeated(LedgerEntry member);

  /**
   * A well-formed record of the member; the view is good until the call returns, the bytes that it
   * shows until {@link #release}.
   */
  void row(SlicedRecord record);

  /** The bytes of all rows so far may be overwritten once this returns. */
  void release();

  /**
   * A well-formed record that a rule of the contract keeps out; the view is good until the call
   * returns.
   *
   * @param check which of the table's checks
   * @param reason for the quarantine file
   */
  default void ruledOut(SlicedRecord record, int check, String reason) {
    malformed(MemberSlicer.malformed(record, reason));
  }

  /** A record that cannot be a row; its bytes are good until the call returns. */
  void malformed(MalformedRecord record);
}
