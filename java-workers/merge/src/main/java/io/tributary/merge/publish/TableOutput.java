package io.tributary.merge.publish;

import io.tributary.core.document.DayLayout;
import io.tributary.core.error.WorkerException;
import io.tributary.core.store.Location;
import io.tributary.core.store.MultipartUpload;
import io.tributary.core.store.ObjectStore;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.slice.ArchiveRows;
import io.tributary.merge.slice.PartUpload;
import io.tributary.merge.slice.QuarantineRows;
import io.tributary.merge.slice.Slice;
import io.tributary.merge.slice.SliceResult;
import io.tributary.merge.slice.SliceTally;
import io.tributary.merge.slice.Target;
import io.tributary.merge.spark.SliceTask;
import io.tributary.merge.spark.TableJobs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tasks of one table write: parts of the CSV, and of the quarantine file. Uploads that
 * were not published are given up when this closes.
 */
public final class TableOutput implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableOutput.class);

  /** Bytes of quarantine that the driver holds of one table, and one slice may send. */
  private static final long QUARANTINE_HELD = 32L << 20;

  private static final long QUARANTINE_OF_SLICE = 256L << 10;

  private final ObjectStore store;
  private final DayLayout layout;
  private final TablePlan plan;
  private final TableJobs jobs;
  private final SliceTally tally;
  private final List<MultipartUpload> pending = new ArrayList<>();
  private final List<List<ArchiveRows>> lineage;
  private final byte[][] quarantineRows;
  private final long[] quarantineSizes;
  private StoredObject csv;
  private Optional<StoredObject> quarantine = Optional.empty();

  public TableOutput(ObjectStore store, DayLayout layout, TablePlan plan, TableJobs jobs) {
    this.store = store;
    this.layout = layout;
    this.plan = plan;
    this.jobs = jobs;
    this.tally = new SliceTally(plan.job(), true);
    int slices = plan.slices().size();
    this.lineage = new ArrayList<>(Collections.nCopies(slices, List.of()));
    this.quarantineRows = new byte[slices][];
    this.quarantineSizes = new long[slices];
  }

  /** Runs the jobs. */
  public void write() {
    csv = small() ? writeWhole() : writeParts();
    quarantine = writeQuarantine();
  }

  /** Whether the CSV is below the smallest part for sure, whatever its rows look like. */
  private boolean small() {
    long separators = (plan.records() + 1) * (plan.columns().size() + 2L) * 3;
    long names = 4L * String.join(",", plan.job().columns()).length();
    return plan.slices().size() <= 1
        && 2 * plan.rawBytes() + separators + names < ObjectStore.MINIMUM_PART_SIZE;
  }

  private StoredObject writeWhole() {
    byte[][] whole = new byte[1][];
    jobs.write(
        List.of(new SliceTask(plan.slices(), TableJobs.whole())),
        QUARANTINE_OF_SLICE,
        result -> {
          account(result);
          whole[0] = result.bytes();
        });
    return StoredObject.of(layout.csv(plan.table()), whole[0]);
  }

  private StoredObject writeParts() {
    MultipartUpload upload = begin(layout.csv(plan.table()));
    List<Slice> slices = plan.slices();
    List<SliceTask> tasks = new ArrayList<>();
    for (Slice slice : slices) {
      Target target = new Target(upload, slice.index() == 0, slice.last());
      tasks.add(new SliceTask(List.of(slice), target));
    }
    long kept = Math.min(QUARANTINE_OF_SLICE, QUARANTINE_HELD / slices.size());
    long[] sizes = new long[slices.size()];
    Map<Integer, List<PartUpload>> uploads = new TreeMap<>();
    jobs.write(
        tasks,
        kept,
        result -> {
          account(result);
          sizes[result.slice()] = result.size();
          uploads.put(result.slice(), result.uploads());
        });
    return assembled(upload, sizes, uploads);
  }

  /** Writes again, together, what alone was too small for a part. */
  private StoredObject assembled(
      MultipartUpload upload, long[] sizes, Map<Integer, List<PartUpload>> uploads) {
    boolean small = Arrays.stream(sizes).sum() < ObjectStore.MINIMUM_PART_SIZE;
    List<List<Integer>> groups = PartGroups.of(sizes);
    List<SliceTask> again = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Integer> group = groups.get(i);
      if (small || group.size() > 1 || uploads.get(group.get(0)).isEmpty()) {
        group.forEach(uploads::remove);
        List<Slice> slices = group.stream().map(plan.slices()::get).toList();
        boolean last = i == groups.size() - 1;
        again.add(new SliceTask(slices, new Target(small ? null : upload, i == 0, last)));
      }
    }
    if (again.isEmpty()) {
      return StoredObject.of(upload, inOrder(uploads));
    }
    LOG.info("table {}: {} parts are too small and are written again", plan.table(), again.size());
    byte[][] whole = new byte[1][];
    jobs.rewrite(
        again,
        result -> {
          uploads.put(result.slice(), result.uploads());
          whole[0] = result.bytes();
        });
    if (small) {
      giveUp(upload);
      return StoredObject.of(upload.location(), whole[0]);
    }
    return StoredObject.of(upload, inOrder(uploads));
  }

  private static List<PartUpload> inOrder(Map<Integer, List<PartUpload>> uploads) {
    return uploads.values().stream().flatMap(List::stream).toList();
  }

  private Optional<StoredObject> writeQuarantine() {
    if (tally.quarantined() == 0) {
      return Optional.empty();
    }
    Location location = layout.quarantine(plan.table());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(QuarantineRows.HEADER.getBytes(StandardCharsets.UTF_8));
    for (byte[] rows : quarantineRows) {
      if (rows == null) {
        return Optional.of(writeLargeQuarantine(location));
      }
      bytes.writeBytes(rows);
    }
    return Optional.of(StoredObject.of(location, bytes.toByteArray()));
  }

  /** Slices the slices with quarantined records once more: seldom, and in bounded memory. */
  private StoredObject writeLargeQuarantine(Location location) {
    boolean small =
        Arrays.stream(quarantineSizes).sum() + QuarantineRows.HEADER.length()
            < ObjectStore.MINIMUM_PART_SIZE;
    MultipartUpload upload = small ? null : begin(location);
    List<List<Integer>> groups = PartGroups.of(quarantineSizes);
    List<SliceTask> tasks = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Slice> slices = groups.get(i).stream().map(plan.slices()::get).toList();
      tasks.add(new SliceTask(slices, new Target(upload, i == 0, i == groups.size() - 1)));
    }
    Map<Integer, List<PartUpload>> uploads = new TreeMap<>();
    byte[][] whole = new byte[1][];
    jobs.quarantine(
        tasks,
        result -> {
          uploads.put(result.slice(), result.uploads());
          whole[0] = result.bytes();
        });
    return small ? StoredObject.of(location, whole[0]) : StoredObject.of(upload, inOrder(uploads));
  }

  private void account(SliceResult result) {
    tally.add(result.tally());
    lineage.set(result.slice(), List.copyOf(result.tally().archives()));
    quarantineRows[result.slice()] = result.quarantine();
    quarantineSizes[result.slice()] = result.quarantineSize();
  }

  private MultipartUpload begin(Location location) {
    MultipartUpload upload = store.begin(location);
    pending.add(upload);
    return upload;
  }

  public SliceTally tally() {
    return tally;
  }

  public StoredObject csv() {
    return csv;
  }

  /** The quarantine file, if a record is in quarantine. */
  public Optional<StoredObject> quarantine() {
    return quarantine;
  }

  /** The bytes of {@code _lineage.jsonl.gz}. */
  public byte[] lineage() {
    return Lineage.of(lineage);
  }

  /** The uploads are completed: there is nothing to give up. */
  public void published() {
    pending.clear();
  }

  @Override
  public void close() {
    List.copyOf(pending).forEach(this::giveUp);
  }

  private void giveUp(MultipartUpload upload) {
    pending.remove(upload);
    try {
      store.abort(upload);
    } catch (WorkerException e) {
      // The next publication of the table gives up whatever is left.
      LOG.warn("the upload of {} stays behind: {}", upload.location(), e.getMessage());
    }
  }
}
