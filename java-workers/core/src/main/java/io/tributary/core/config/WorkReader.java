package io.tributary.core.config;

import io.tributary.core.config.ExtractSpec.SegmentCompression;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Reads the {@code extract} and {@code merge} blocks: how the work is spread and bounded. */
final class WorkReader {
  private static final Key<Integer> CONTAINERS =
      Key.of(
          "containers",
          // More mapped tasks slow Airflow's scheduler down for every other DAG.
          Scalars.number(1, 500),
          "1",
          "Containers that share a day's archives.");
  private static final Key<Integer> PARALLELISM =
      Key.of(
          "parallelism",
          Scalars.number(1, 1000),
          "4",
          "Archives at once in one container: two for each of its CPUs. Where there are fewer archives"
              + " than CPUs, one takes two of them.");
  private static final Key<Long> MEMORY =
      Key.of(
          "memory",
          Quantities.size("64KB", "1GB"),
          "32MB",
          "Buffers of one archive in work; the heap of a container follows it, times"
              + " `parallelism`.");

  private static final Key<SegmentCompression> SEGMENT_COMPRESSION =
      Key.of(
          "segment-compression",
          Scalars.choice(SegmentCompression.class),
          "none",
          "`zstd` packs segments to about a third, for about 3.7 CPU seconds a GB of them: for narrow"
              + " links, and where they are kept for long.");

  static final Kind<ExtractSpec> EXTRACT =
      Kind.block(
          List.of(CONTAINERS, PARALLELISM, MEMORY, SEGMENT_COMPRESSION),
          block ->
              new ExtractSpec(
                  block.value(CONTAINERS),
                  block.value(PARALLELISM),
                  block.value(MEMORY),
                  block.value(SEGMENT_COMPRESSION)));

  private static final Key<OptionalInt> TABLES_PER_CONTAINER =
      Key.of(
          "tables-per-container",
          WorkReader::tables,
          "all",
          "`all` tables in one container, or a number: then the listed tables are spread over"
              + " containers of so many each, cleared on their own.");
  private static final Key<Integer> CONCURRENT_TABLES =
      Key.of("concurrent-tables", Scalars.number(1, 1000), "2", "Tables at once in one container.");
  private static final Key<Long> PART_SIZE =
      Key.of(
          "part-size",
          Quantities.size("64KB", "1GB"),
          "32MB",
          "Raw bytes that one Spark task merges, about; a task needs several times as much heap.");

  private static final Key<Duration> QUERY_TIMEOUT =
      Key.of(
          "query-timeout",
          Quantities.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
          "10m",
          "How long one SQL query of the contract may take; then that rule alone fails.");

  private static final Key<Duration> EXECUTOR_TIMEOUT =
      Key.of(
          "executor-timeout",
          Quantities.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
          "15m",
          "How long a merge on Spark's executors waits while not one of them runs; then it ends (exit"
              + " 75), and Airflow tries again.");

  static final Kind<MergeSpec> MERGE =
      Kind.block(
          List.of(
              TABLES_PER_CONTAINER, CONCURRENT_TABLES, PART_SIZE, QUERY_TIMEOUT, EXECUTOR_TIMEOUT),
          block ->
              new MergeSpec(
                  block.value(TABLES_PER_CONTAINER),
                  block.value(CONCURRENT_TABLES),
                  block.value(PART_SIZE),
                  block.value(QUERY_TIMEOUT),
                  block.value(EXECUTOR_TIMEOUT)));

  private WorkReader() {}

  private static OptionalInt tables(String text) throws RefusedValue {
    if (text.equals("all")) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Scalars.number(1, 10_000).parse(text));
    } catch (RefusedValue e) {
      throw new RefusedValue("is no number of tables", "write all, or a whole number from 1 on");
    }
  }
}
