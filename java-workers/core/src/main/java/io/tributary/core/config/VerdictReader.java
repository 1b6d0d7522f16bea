package io.tributary.core.config;

import io.tributary.core.config.ToleranceSpec.Share;
import java.util.List;

/** Reads the {@code tolerate} and {@code alerts} blocks: what passes, and who is told. */
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

  private static final Key<String> SEVERITY =
      Key.required(
          "severity",
          Kind.of(Scalars.oneOf(List.of("warn", "error", "critical"))),
          "From which severity on: `warn`, `error` or `critical`.");
  private static final Key<Secret> WEBHOOK =
      Key.required(
          "webhook",
          Kind.secret(AddressText::webhook),
          "The receiver's web address, as `${NAME}` from the environment: it is a secret.");

  static final Kind<AlertSpec> ALERT =
      Kind.block(
          List.of(SEVERITY, WEBHOOK),
          block -> new AlertSpec(block.value(SEVERITY), block.value(WEBHOOK)));

  private VerdictReader() {}
}
