package io.tributary.merge.slice;

import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.LineageEntry.Deviation;
import io.tributary.core.document.Sample;
import io.tributary.merge.measure.ShownText;
import io.tributary.merge.slice.SliceDecisions.RowFate;
import io.tributary.merge.slice.SliceTally.VariantTally;
import java.util.Arrays;

/** Writes rows and quarantine, and counts everything on the way. */
final class WritingSink implements RecordSink {
  /** Bytes of a record of which the beginning is shown: enough for any characters. */
  private static final int LOOKED_AT = 4 * Sample.LONGEST_VALUE;

  private final TableJob job;
  private final SliceDecisions decisions;
  private final PartOutput output;
  private final QuarantineOutput quarantine;
  private final SliceTally tally;
  private final RowChecks checks;
  private final RowWriter[] writers;
  private final RowBatch batch = new RowBatch();
  private final RowPlace place = new RowPlace();
  private final GrowingBytes shown = new GrowingBytes(256);
  private final GrowingBytes deviations = new GrowingBytes(64);

  private ArchiveSlice archive;
  private LedgerEntry member;
  private VariantLayout variant;
  private RowWriter writer;
  private long ordinal;
  private long archiveRows;
  private long memberQuarantined;
  private long memberDropped;

  WritingSink(
      TableJob job,
      SliceDecisions decisions,
      PartOutput output,
      QuarantineOutput quarantine,
      SliceTally tally,
      RowChecks checks) {
    this.job = job;
    this.decisions = decisions;
    this.output = output;
    this.quarantine = quarantine;
    this.tally = tally;
    this.checks = checks;
    this.writers = new RowWriter[job.variants().size()];
  }

  /** Turns to a slice: its records are numbered from 0. */
  void begin() {
    ordinal = 0;
  }

  @Override
  public void archive(ArchiveSlice next) {
    end();
    archive = next;
    place.archive(next);
  }

  @Override
  public void member(LedgerEntry next, VariantLayout itsVariant, boolean conflicting) {
    endMember();
    member = next;
    place.member(next);
    tally.members++;
    tally.delivered += next.records();
    tally.conflictingMembers += conflicting ? 1 : 0;
    if (itsVariant == null) {
      return;
    }
    int id = itsVariant.id();
    tally.member(
        id, new VariantTally(1, archive.order(), next.place(), archive.archive(), next.name()));
    if (variant == null || id != variant.id()) {
      turnTo(itsVariant);
    }
  }

  private void turnTo(VariantLayout next) {
    release();
    int id = next.id();
    if (writers[id] == null) {
      writers[id] = new RowWriter(next);
    }
    writer = writers[id];
    variant = next;
    batch.begin(next);
  }

  @Override
  public void repeated(LedgerEntry repeated) {
    endMember();
    tally.repeatedMembers++;
    tally.repeatedRecords += repeated.records();
    ArchiveRows.pack(repeated.place(), new Deviation(0, 0, true), deviations);
  }

  @Override
  public void row(SlicedRecord record) {
    place.record();
    RowFate fate = decisions.record(ordinal++);
    if (fate == RowFate.FIRST || !set(fate, record)) {
      if (!batch.takes(record)) {
        release();
      }
      batch.add(record);
      tally.columns().sample(record, variant);
      if (!checks.none()) {
        tally.checks().count(checks, record, place);
      }
      tally.rows++;
      archiveRows++;
    }
  }

  @Override
  public void release() {
    if (batch.rows() > 0) {
      writer.write(batch, output.bytes());
      output.rowsEnded();
      tally.columns().count(batch);
      batch.clear();
    }
  }

  /** Counts a duplicate or a collision, and sets it aside where the table says so. */
  private boolean set(RowFate fate, SlicedRecord record) {
    boolean duplicate = fate == RowFate.DUPLICATE;
    tally.duplicates += duplicate ? 1 : 0;
    tally.collisions += duplicate ? 0 : 1;
    switch (job.policy(fate)) {
      case KEEP_ALL -> {
        return false;
      }
      case DROP -> {
        tally.dropped++;
        memberDropped++;
      }
      case QUARANTINE ->
          quarantine(
              MemberSlicer.malformed(
                  record,
                  duplicate
                      ? MalformedReason.DUPLICATE_ROW.code()
                      : MalformedReason.KEY_COLLISION.code()));
      default -> throw new IllegalStateException(fate.name());
    }
    return true;
  }

  @Override
  public void ruledOut(SlicedRecord record, int check, String reason) {
    place.record();
    ordinal++;
    tally.checks().count(checks, record, place);
    tally.checks().ruledOut(check);
    quarantine(MemberSlicer.malformed(record, reason));
  }

  @Override
  public void malformed(MalformedRecord record) {
    place.record();
    ordinal++;
    quarantine(record);
  }

  private void quarantine(MalformedRecord record) {
    FirstSamples samples = tally.quarantined(record.reason());
    if (samples.open()) {
      samples.add(place.sample(record.line(), beginning(record)));
    }
    memberQuarantined++;
    quarantine.write(archive.archive(), member.name(), record, variant.transcoded());
  }

  private String beginning(MalformedRecord record) {
    int bytes = Math.min(record.kept(), LOOKED_AT);
    RawText.show(record, bytes, variant.transcoded(), shown);
    return ShownText.of(shown.array(), 0, shown.size(), Sample.LONGEST_VALUE);
  }

  private void endMember() {
    if (memberQuarantined + memberDropped > 0) {
      ArchiveRows.pack(
          member.place(), new Deviation(memberQuarantined, memberDropped, false), deviations);
    }
    memberQuarantined = 0;
    memberDropped = 0;
  }

  /** Closes the account of the archive. */
  void end() {
    release();
    if (archive != null) {
      endMember();
      tally
          .archives()
          .add(
              new ArchiveRows(
                  archive.archive(),
                  archive.order(),
                  archiveRows,
                  Arrays.copyOf(deviations.array(), deviations.size())));
      deviations.clear();
      archiveRows = 0;
      archive = null;
    }
  }
}
