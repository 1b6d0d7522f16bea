package io.tributary.core.config;

import io.tributary.core.config.ToleranceSpec.Share;
import java.util.List;

/** Reads the {@code tolerate} block: what passes. */
final class VerdictReader {
  private static final Key<Share> REFUSED =
      Key.of(
          "refused-archives",
          Quantities::share,
          "0",
          "Archives that may be refused: a number, or a percentage of the listed ones.");
  private static final Key<Share> MISSING =
      Key.of(
          "missing-archives",
          Quantities::share,
          "0",
          "Archives that may be missing although the marker lists them.");

  static final Kind<ToleranceSpec> TOLERATE =
      Kind.block(
          List.of(REFUSED, MISSING),
          block -> new ToleranceSpec(block.value(REFUSED), block.value(MISSING)));

  private VerdictReader() {}
}
