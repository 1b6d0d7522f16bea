package io.tributary.merge.spark;

import io.tributary.core.error.ExitCode;
import io.tributary.core.error.WorkerException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Ends jobs of which a task failed in a way that no retry can heal. Spark knows no such failures:
 * it would run the task four times, each as long as the first.
 */
final class HopelessTasks extends SparkListener {
  private static final String GROUP = "spark.jobGroup.id";

  private final SparkContext context;
  private final Set<String> watched = ConcurrentHashMap.newKeySet();
  private final Map<Integer, String> groups = new ConcurrentHashMap<>();
  private final Map<String, WorkerException> failures = new ConcurrentHashMap<>();

  HopelessTasks(SparkContext context) {
    this.context = context;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    // Spark SQL gives some of its own jobs groups of their own; those retry as Spark does.
    Optional.ofNullable(submitted.properties())
        .map(properties -> properties.getProperty(GROUP))
        .filter(watched::contains)
        .ifPresent(group -> groups.put(submitted.stageInfo().stageId(), group));
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted completed) {
    groups.remove(completed.stageInfo().stageId());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd ended) {
    String group = groups.get(ended.stageId());
    if (group != null
        && ended.reason() instanceof ExceptionFailure failure
        && failure.exception().isDefined()) {
      known(failure.exception().get())
          .filter(known -> known.exitCode() != ExitCode.TEMPORARY)
          .ifPresent(
              known -> {
                failures.putIfAbsent(group, known);
                context.cancelJobGroup(group);
              });
    }
  }

  /** Watches over the jobs of a group, until {@link #end}. */
  void begin(String group) {
    watched.add(group);
  }

  /** Whether there are jobs to watch over. */
  boolean watching() {
    return !watched.isEmpty();
  }

  /** Ends all jobs, for one reason. */
  void giveUp(WorkerException reason) {
    for (String group : watched) {
      failures.putIfAbsent(group, reason);
      context.cancelJobGroup(group);
    }
  }

  /** What the jobs of a group were ended for, if they were. */
  Optional<WorkerException> end(String group) {
    watched.remove(group);
    return Optional.ofNullable(failures.remove(group));
  }

  /** The failure with a meaning that a throwable is, or came of. */
  static Optional<WorkerException> known(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WorkerException known) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
