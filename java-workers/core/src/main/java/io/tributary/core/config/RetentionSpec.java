package io.tributary.core.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The {@code retention} block: how long what is no product is kept, counted from a day's end or
 * from the last run over it, whichever is later. {@code tributary clean} removes what is older.
 *
 * <pre>{@code
 * retention: {extracted: 7d, quarantine: 90d, days: forever}
 * }</pre>
 *
 * @param extracted packed segments, which a rerun that changes a table needs; empty: for ever
 * @param quarantine the quarantine files; empty: for ever
 * @param days all of a day, the product too; empty: for ever
 */
public record RetentionSpec(
    Optional<Duration> extracted, Optional<Duration> quarantine, Optional<Duration> days) {
  /** What holds without the block: no product is ever removed. */
  public static final RetentionSpec DEFAULT =
      new RetentionSpec(
          Optional.of(Duration.ofDays(7)), Optional.of(Duration.ofDays(90)), Optional.empty());
}
