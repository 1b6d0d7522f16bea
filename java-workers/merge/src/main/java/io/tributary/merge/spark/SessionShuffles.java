package io.tributary.merge.spark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.StageInfo;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets go of what a session's jobs shuffled as soon as the session ends. Spark would keep it until
 * this process collects garbage: disk that only grows, and data of no use to anybody, which keeps
 * executors that have nothing to do, and which those that leave hand over to others. Whoever gets
 * some counts as used until the next job ends, however long that takes.
 */
final class SessionShuffles extends SparkListener {
  private static final String GROUP = "spark.jobGroup.id";

  private final SparkContext context;
  private final Map<String, Set<Integer>> shuffles = new HashMap<>();
  private final Set<String> ended = new HashSet<>();

  SessionShuffles(SparkContext context) {
    this.context = context;
  }

  /** The group of a session's job. */
  static String group(String session, long job) {
    return session + " " + job;
  }

  /** Spark tells of a job some time after it began: maybe when its session has ended. */
  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    String group = job.properties() == null ? null : job.properties().getProperty(GROUP);
    if (group == null || !group.contains(" ")) {
      return;
    }
    String session = group.substring(0, group.lastIndexOf(' '));
    Set<Integer> known = shuffles.computeIfAbsent(session, unused -> new HashSet<>());
    for (StageInfo stage : CollectionConverters.asJava(job.stageInfos())) {
      stage.shuffleDepId().foreach(id -> known.add((Integer) id));
    }
    if (ended.contains(session)) {
      clean(session);
    }
  }

  /** Nobody asks for anything of this session any more. */
  synchronized void end(String session) {
    ended.add(session);
    clean(session);
  }

  private void clean(String session) {
    Set<Integer> known = shuffles.remove(session);
    if (known != null) {
      context
          .cleaner()
          .foreach(
              cleaner -> {
                known.forEach(shuffle -> cleaner.doCleanupShuffle(shuffle, false));
                return null;
              });
    }
  }
}
