package io.tributary.merge;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList;
import io.tributary.merge.plan.Delivery;
import io.tributary.merge.plan.ManifestReader;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.slice.Slice;
import io.tributary.merge.spark.SliceTask;
import io.tributary.merge.spark.SparkRuntime;
import io.tributary.merge.spark.TableSession;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.Partition;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag$;

/**
 * Plans a {@link LargeDay} as {@code merge} does, up to what Spark sends to its tasks, and says how
 * long that took: run by the benchmark of counts.
 *
 * <pre>{@code
 * LargeDayPlanning write PARTNER_FILE ARCHIVES TABLES
 * LargeDayPlanning plan PARTNER_FILE TABLES_TO_PLAN
 * }</pre>
 */
public final class LargeDayPlanning {
  private LargeDayPlanning() {}

  /** Writes the day, or plans it and prints the figures as a line of JSON. */
  public static void main(String[] arguments) {
    LargeDay day = new LargeDay(Path.of(arguments[1]));
    int number = Integer.parseInt(arguments[2]);
    if (arguments[0].equals("write")) {
      day.write(number, Integer.parseInt(arguments[3]));
    } else {
      System.out.println(Json.line(plan(day.day(), day.list(), number)));
    }
  }

  private static Map<String, Object> plan(Day day, SourceList list, int tables) {
    Map<String, Object> figures = new TreeMap<>();
    try (SparkRuntime spark = new SparkRuntime(day.partner())) {
      // Spark's start is no planning, and merge starts it beside this.
      spark.session("any", Map.of(), 0);
      long began = System.nanoTime();
      Delivery delivery = new ManifestReader(day.store(), day.layout(), day.partner()).read(list);
      figures.put("reading", seconds(began));
      List<String> chosen = delivery.tables().keySet().stream().limit(tables).toList();
      chosen.forEach(table -> TablePlan.fingerprint(day, list, delivery, table, Optional.empty()));
      Deque<TablePlan> atOnce = new ArrayDeque<>();
      long splits = 0;
      long segments = 0;
      long members = 0;
      long serializing = 0;
      for (String table : chosen) {
        TablePlan plan = TablePlan.of(day, list, delivery, table, Optional.empty());
        Partition[] partitions = partitions(spark, plan);
        splits += partitions.length;
        members += plan.members();
        segments += segments(plan);
        long serialized = System.nanoTime();
        serialize(partitions);
        serializing += System.nanoTime() - serialized;
        // As many as merge works on at once stay.
        atOnce.add(plan);
        if (atOnce.size() > day.partner().merge().concurrentTables()) {
          atOnce.remove();
        }
      }
      figures.put("planning", seconds(began));
      figures.put("of-it-serializing", serializing / 1e9);
      figures.put("splits", splits);
      figures.put("segments", segments);
      figures.put("members", members);
      figures.put("archives", delivery.archives());
    }
    return figures;
  }

  private static Partition[] partitions(SparkRuntime spark, TablePlan plan) {
    TableSession session = spark.session(plan.table(), Map.of(), plan.rawBytes());
    List<SliceTask> tasks =
        plan.slices().stream().map(slice -> new SliceTask(List.of(slice), null)).toList();
    return session.tasks(tasks).rdd().partitions();
  }

  private static long segments(TablePlan plan) {
    return plan.slices().stream()
        .map(Slice::archives)
        .flatMap(List::stream)
        .flatMap(archive -> archive.segments().stream())
        .map(segment -> segment.path())
        .distinct()
        .count();
  }

  private static void serialize(Partition[] partitions) {
    SerializerInstance serializer = SparkEnv.get().closureSerializer().newInstance();
    for (Partition partition : partitions) {
      ByteBuffer bytes = serializer.serialize(partition, ClassTag$.MODULE$.apply(Partition.class));
      if (bytes.remaining() == 0) {
        throw new IllegalStateException("a task of nothing");
      }
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
