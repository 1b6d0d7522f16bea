package io.tributary.core.config;

/**
 * The {@code quality} block of a partner, and of a table where it differs.
 *
 * <pre>{@code
 * quality: {metrics: true}
 * }</pre>
 *
 * @param metrics whether merge measures the values of every column: distinct values, least,
 *     greatest, mean and lengths; NULLs and types are always counted
 */
public record QualitySpec(boolean metrics) {
  /** The defaults of the block. */
  public static final QualitySpec DEFAULT = new QualitySpec(true);
}
