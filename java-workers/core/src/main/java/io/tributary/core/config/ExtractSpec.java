package io.tributary.core.config;

/**
 * The {@code extract} block.
 *
 * <pre>{@code
 * extract: {containers: 8, parallelism: 4, memory: 32MB, segment-compression: none}
 * }</pre>
 *
 * @param containers shards of a day, one container each
 * @param parallelism archives at once in one container
 * @param memoryBytes buffers of one archive in work
 * @param segmentCompression how segments are packed
 */
public record ExtractSpec(
    int containers, int parallelism, long memoryBytes, SegmentCompression segmentCompression) {
  /** The defaults of the block. */
  public static final ExtractSpec DEFAULT =
      new ExtractSpec(1, 4, 32L << 20, SegmentCompression.NONE);

  /** How segments are packed on storage. */
  public enum SegmentCompression {
    /** They are stored as they are. */
    NONE,
    /** In frames of Zstandard. */
    ZSTD
  }
}
