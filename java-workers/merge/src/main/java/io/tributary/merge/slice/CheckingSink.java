package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;

/** Lets through what a contract's checks let through, and tells the next sink of the rest. */
final class CheckingSink implements RecordSink {
  private final RowChecks checks;
  private RecordSink next;

  CheckingSink(RowChecks checks) {
    this.checks = checks;
  }

  /** The way to a sink: straight when there is nothing to check. */
  RecordSink to(RecordSink sink) {
    next = sink;
    return checks.none() ? sink : this;
  }

  @Override
  public void archive(ArchiveSlice archive) {
    next.archive(archive);
  }

  @Override
  public void member(LedgerEntry member, VariantLayout variant, boolean conflicting) {
    checks.member(variant);
    next.member(member, variant, conflicting);
  }

  @Override
  public void repeated(LedgerEntry member) {
    next.repeated(member);
  }

  @Override
  public void row(SlicedRecord record) {
    int ruling = checks.judge(record);
    if (ruling == RowChecks.NONE) {
      next.row(record);
    } else {
      next.ruledOut(record, ruling, checks.reason(ruling));
    }
  }

  @Override
  public void release() {
    next.release();
  }

  @Override
  public void malformed(MalformedRecord record) {
    next.malformed(record);
  }
}
