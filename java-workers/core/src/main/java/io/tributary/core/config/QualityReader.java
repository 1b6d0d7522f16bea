package io.tributary.core.config;

import java.util.List;

/** Reads the {@code quality} block: what is measured, and how strictly it is judged. */
final class QualityReader {
  private static final String METRICS_MEANING =
      "Measure the values of every column while merging: distinct values, least, greatest, mean,"
          + " lengths. NULLs and types are always counted.";

  private QualityReader() {}

  /** The block; what it leaves out is as in {@code outer}. */
  static Kind<QualitySpec> kind(QualitySpec outer, boolean table) {
    Key<Boolean> metrics =
        Key.of(
            "metrics",
            Kind.of(Scalars::bool),
            outer.metrics(),
            table ? "as the partner's" : "true",
            METRICS_MEANING);
    return Kind.block(List.of(metrics), block -> new QualitySpec(block.value(metrics)));
  }
}
