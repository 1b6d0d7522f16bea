package io.tributary.merge.spark;

import io.tributary.core.config.TableSpec.RowPolicy;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.slice.RowHash;
import io.tributary.merge.slice.RowShape;
import io.tributary.merge.slice.Slice;
import io.tributary.merge.slice.SliceDecisions;
import io.tributary.merge.slice.SliceResult;
import io.tributary.merge.slice.SliceWork;
import io.tributary.merge.slice.TableJob;
import io.tributary.merge.slice.Target;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** The Spark jobs of one table. */
public final class TableJobs implements AutoCloseable {
  private final TableSession session;
  private final TablePlan plan;
  private final Broadcast<TableJob> job;
  private final Optional<JavaRDD<Long>> onMembers;
  private Optional<JavaRDD<Long>> decisions;

  /** Duplicates and collisions of a table that only counts them. */
  public record RowCounts(long duplicates, long collisions) {}

  /** What a task does with slices and the decisions on them. */
  private interface Work extends Serializable {
    SliceResult of(SliceWork work, SliceTask task, SliceDecisions decisions);
  }

  public TableJobs(TableSession session, TablePlan plan) {
    this.session = session;
    this.plan = plan;
    this.job = session.context().broadcast(plan.job());
    // Members of one archive with different names cannot repeat each other: no shuffle for them.
    this.onMembers = plan.mayRepeat() ? compared() : Optional.empty();
    this.decisions = onMembers;
  }

  private Optional<JavaRDD<Long>> compared() {
    try {
      return RepeatedMembers.decisions(session, plan, job);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Counts duplicates and collisions; all of them stay. */
  public RowCounts countRepeatedRows() {
    return session.run(
        "counting repeated rows",
        () -> {
          RepeatedRows.Counts counts = repeatedRows().count();
          return new RowCounts(counts.duplicates(), counts.collisions());
        });
  }

  /** Whether a duplicate or a collision is not published, so that tasks have to know them. */
  public boolean decides() {
    return plan.job().onDuplicate() != RowPolicy.KEEP_ALL
        || plan.job().onCollision() != RowPolicy.KEEP_ALL;
  }

  /** From here on, tasks know which of their rows are duplicates and collisions. */
  public void decideOnRepeatedRows() {
    JavaRDD<Long> onRows = session.run("finding repeated rows", () -> repeatedRows().decisions());
    decisions = Optional.of(onMembers.map(members -> members.union(onRows)).orElse(onRows));
  }

  private RepeatedRows repeatedRows() {
    Broadcast<TableJob> shared = job;
    List<SliceTask> tasks =
        plan.slices().stream().map(slice -> new SliceTask(List.of(slice), null)).toList();
    JavaRDD<RowHash> hashes =
        zipped(tasks, onMembers, (task, sorted) -> hashes(shared.value(), task, sorted));
    return new RepeatedRows(hashes, plan.records());
  }

  private static Iterator<RowHash> hashes(TableJob job, SliceTask task, Iterator<Long> sorted) {
    return work(job).hashes(task.slices().get(0), new SliceDecisions(sorted));
  }

  /** The rows that are about to be published, a partition for each slice. */
  public <T> JavaRDD<T> rows(RowShape<T> shape) {
    return rows(plan.slices(), shape);
  }

  /** The rows of some slices that are about to be published. */
  public <T> JavaRDD<T> rows(List<Slice> slices, RowShape<T> shape) {
    Broadcast<TableJob> shared = job;
    return zipped(
        slices.stream().map(slice -> new SliceTask(List.of(slice), null)).toList(),
        decisions,
        (task, sorted) ->
            work(shared.value()).rows(task.slices().get(0), new SliceDecisions(sorted), shape));
  }

  /** The session of the table. */
  public TableSession session() {
    return session;
  }

  /** Writes parts of the product. */
  public void write(List<SliceTask> tasks, long quarantineKept, Consumer<SliceResult> taker) {
    run(
        "merging",
        tasks,
        (work, task, on) -> work.write(task.slices(), on, task.target(), quarantineKept),
        taker);
  }

  /** Writes parts of the product once more, of slices whose counts are known. */
  public void rewrite(List<SliceTask> tasks, Consumer<SliceResult> taker) {
    run(
        "merging again",
        tasks,
        (work, task, on) -> work.rewrite(task.slices(), on, task.target()),
        taker);
  }

  /** Slices and measures all rows, and writes none. */
  public void measure(Consumer<SliceResult> taker) {
    run(
        "measuring",
        plan.slices().stream().map(slice -> new SliceTask(List.of(slice), null)).toList(),
        (work, task, on) -> work.measure(task.slices(), on),
        taker);
  }

  /** Writes parts of the quarantine file. */
  public void quarantine(List<SliceTask> tasks, Consumer<SliceResult> taker) {
    run(
        "quarantining",
        tasks,
        (work, task, on) -> work.quarantine(task.slices(), on, task.target()),
        taker);
  }

  private void run(String what, List<SliceTask> tasks, Work work, Consumer<SliceResult> taker) {
    Broadcast<TableJob> shared = job;
    JavaRDD<SliceResult> results =
        zipped(
            tasks,
            decisions,
            (task, sorted) ->
                TableSession.one(work.of(work(shared.value()), task, new SliceDecisions(sorted))));
    session.each(what, results, taker);
  }

  private static SliceWork work(TableJob job) {
    return new SliceWork(job, TaskStores.of(job.layout().root()));
  }

  /** A function of a task and the sorted decisions on its slices. */
  private interface OnTask<T> extends Serializable {
    Iterator<T> of(SliceTask task, Iterator<Long> sorted);
  }

  /** Brings each task its decisions, without the driver. */
  private <T> JavaRDD<T> zipped(
      List<SliceTask> tasks, Optional<JavaRDD<Long>> unsorted, OnTask<T> function) {
    JavaRDD<SliceTask> each = session.tasks(tasks);
    if (unsorted.isEmpty()) {
      return each.mapPartitions(task -> function.of(task.next(), List.<Long>of().iterator()));
    }
    SlicePartitioner bySlice = new SlicePartitioner(tasks.stream().map(SliceTask::slices).toList());
    JavaRDD<Long> sorted =
        unsorted
            .get()
            .mapToPair(decision -> new Tuple2<>(decision, Boolean.TRUE))
            .repartitionAndSortWithinPartitions(bySlice, new Ascending())
            .keys();
    return each.zipPartitions(sorted, (task, on) -> function.of(task.next(), on));
  }

  private static final class Ascending implements Comparator<Long>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Long a, Long b) {
      return Long.compare(a, b);
    }
  }

  /** The upload-less target of a table that is small. */
  public static Target whole() {
    return new Target(null, true, true);
  }

  @Override
  public void close() {
    session.close();
    job.destroy();
  }
}
