package io.tributary.core.config;

/**
 * The {@code extract} block.
 *
 * <pre>{@code
 * extract: {containers: 8, parallelism: 4, memory: 32MB}
 * }</pre>
 *
 * @param containers shards of a day, one container each
 * @param parallelism archives at once in one container
 * @param memoryBytes buffers of one archive in work
 */
public record ExtractSpec(int containers, int parallelism, long memoryBytes) {
  /** The defaults of the block. */
  public static final ExtractSpec DEFAULT = new ExtractSpec(1, 4, 32L << 20);
}
