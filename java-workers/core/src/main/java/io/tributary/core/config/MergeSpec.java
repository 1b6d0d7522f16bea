package io.tributary.core.config;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The {@code merge} block.
 *
 * <pre>{@code
 * merge: {tables-per-container: all, concurrent-tables: 2, part-size: 32MB, query-timeout: 10m}
 * }</pre>
 *
 * @param tablesPerContainer how many listed tables one container merges; empty: all of them
 * @param concurrentTables tables at once in one container
 * @param partBytes raw bytes that one task merges, about
 * @param queryTimeout how long one query of the contract may take
 * @param executorTimeout how long a merge waits while not one of Spark's executors runs
 */
public record MergeSpec(
    OptionalInt tablesPerContainer,
    int concurrentTables,
    long partBytes,
    Duration queryTimeout,
    Duration executorTimeout) {
  /** The defaults of the block. */
  public static final MergeSpec DEFAULT =
      new MergeSpec(
          OptionalInt.empty(), 2, 32L << 20, Duration.ofMinutes(10), Duration.ofMinutes(15));
}
