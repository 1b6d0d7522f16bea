package io.tributary.merge.slice;

import io.tributary.core.config.CsvDialect;
import io.tributary.core.store.ObjectStore;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** What a task does with its slices: the entry to this package for whoever schedules tasks. */
public final class SliceWork {
  private final TableJob job;
  private final ObjectStore store;

  public SliceWork(TableJob job, ObjectStore store) {
    this.job = job;
    this.store = store;
  }

  /**
   * Writes the slices' rows as parts of the product.
   *
   * @param slices one, or several that are too small for parts of their own
   * @param target where they go
   * @param quarantineKept bytes of quarantine to give back at most
   */
  public SliceResult write(
      List<Slice> slices, SliceDecisions decisions, Target target, long quarantineKept) {
    return write(
        slices, decisions, target, quarantineKept, new SliceTally(job, true), RowChecks.all(job));
  }

  /** Writes the slices' rows once more, as parts of other sizes; nothing is measured. */
  public SliceResult rewrite(List<Slice> slices, SliceDecisions decisions, Target target) {
    return write(slices, decisions, target, 0, new SliceTally(job, false), RowChecks.deciding(job));
  }

  private SliceResult write(
      List<Slice> slices,
      SliceDecisions decisions,
      Target target,
      long quarantineKept,
      SliceTally tally,
      RowChecks checks) {
    QuarantineOutput quarantine = QuarantineOutput.keeping(quarantineKept);
    try (PartOutput output = output(slices, target)) {
      if (target.first()) {
        header(output.bytes());
      }
      read(slices, decisions, output, quarantine, tally, checks);
      output.end(target.last());
      return new SliceResult(
          slices.get(0).index(),
          tally,
          List.copyOf(output.uploads()),
          output.size(),
          target.upload().isEmpty() ? output.bytes().copy() : null,
          quarantine.kept(),
          quarantine.size());
    }
  }

  /** Slices and measures, and keeps no row. */
  public SliceResult measure(List<Slice> slices, SliceDecisions decisions) {
    SliceTally tally = new SliceTally(job, true);
    try (PartOutput rows = PartOutput.discarding(store)) {
      QuarantineOutput quarantine = QuarantineOutput.keeping(0);
      read(slices, decisions, rows, quarantine, tally, RowChecks.all(job));
      return new SliceResult(slices.get(0).index(), tally, List.of(), 0, null, null, 0);
    }
  }

  /** Writes the slices' quarantined records as parts of the quarantine file. */
  public SliceResult quarantine(List<Slice> slices, SliceDecisions decisions, Target target) {
    SliceTally tally = new SliceTally(job, false);
    try (PartOutput rows = PartOutput.discarding(store);
        PartOutput output = output(slices, target)) {
      if (target.first()) {
        output.bytes().add(QuarantineRows.HEADER);
      }
      read(slices, decisions, rows, QuarantineOutput.to(output), tally, RowChecks.deciding(job));
      output.end(target.last());
      return new SliceResult(
          slices.get(0).index(),
          tally,
          List.copyOf(output.uploads()),
          output.size(),
          target.upload().isEmpty() ? output.bytes().copy() : null,
          null,
          0);
    }
  }

  /** Hashes the slice's rows and keys, as they are asked for. */
  public Iterator<RowHash> hashes(Slice slice, SliceDecisions decisions) {
    return new HashingIterator(
        job, slice, new SliceReader(job, store, decisions, RowChecks.deciding(job)));
  }

  /** The slice's rows that are about to be published, as they are asked for. */
  public <T> Iterator<T> rows(Slice slice, SliceDecisions decisions, RowShape<T> shape) {
    SliceReader reader = new SliceReader(job, store, decisions, RowChecks.deciding(job));
    return new RowIterator<>(job, slice, reader, decisions, shape);
  }

  private PartOutput output(List<Slice> slices, Target target) {
    Slice first = slices.get(0);
    long raw = slices.stream().mapToLong(Slice::rawBytes).sum();
    int parts = slices.stream().mapToInt(Slice::parts).sum();
    return new PartOutput(store, target.upload(), first.firstPart(), parts, job.partBytes(), raw);
  }

  private void read(
      List<Slice> slices,
      SliceDecisions decisions,
      PartOutput output,
      QuarantineOutput quarantine,
      SliceTally tally,
      RowChecks checks) {
    WritingSink sink = new WritingSink(job, decisions, output, quarantine, tally, checks);
    try (SliceReader reader = new SliceReader(job, store, decisions, checks)) {
      for (Slice slice : slices) {
        reader.begin(slice);
        sink.begin();
        reader.all(sink);
        sink.end();
      }
      tally.bytesRead = reader.bytesRead();
    }
  }

  private void header(GrowingBytes out) {
    out.add(
        job.columns().stream().map(SliceWork::quoted).collect(Collectors.joining(",", "", "\n")));
  }

  private static String quoted(String name) {
    CsvDialect dialect = CsvDialect.DEFAULT;
    boolean plain =
        name.indexOf(dialect.delimiter()) < 0
            && name.indexOf(dialect.quote()) < 0
            && name.indexOf('\n') < 0
            && name.indexOf('\r') < 0
            && !name.isEmpty();
    return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
