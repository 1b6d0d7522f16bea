package io.tributary.merge.spark;

import io.tributary.merge.slice.Decision;
import io.tributary.merge.slice.Slice;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.Partitioner;

/** Sends decisions to the task that has their slice. */
final class SlicePartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int tasks;
  private final int[] taskOf;

  /** For tasks with these slices; decisions on other slices go to the first, which skips them. */
  SlicePartitioner(List<List<Slice>> tasks) {
    this.tasks = tasks.size();
    int slices = tasks.stream().flatMap(List::stream).mapToInt(Slice::index).max().orElse(-1) + 1;
    this.taskOf = new int[slices];
    for (int task = 0; task < tasks.size(); task++) {
      for (Slice slice : tasks.get(task)) {
        taskOf[slice.index()] = task;
      }
    }
  }

  @Override
  public int numPartitions() {
    return tasks;
  }

  @Override
  public int getPartition(Object decision) {
    int slice = Decision.slice((Long) decision);
    return slice < taskOf.length ? taskOf[slice] : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlicePartitioner that
        && tasks == that.tasks
        && Arrays.equals(taskOf, that.taskOf);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(taskOf);
  }
}
