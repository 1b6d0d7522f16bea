package io.tributary.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the {@code retention} block. */
final class RetentionReader {
  private static final String FOREVER = "forever";

  private static final Key<Optional<Duration>> EXTRACTED =
      Key.of(
          "extracted",
          RetentionReader::age,
          "7d",
          "Packed segments: a rerun that changes a table needs them, or extracts again.");
  private static final Key<Optional<Duration>> QUARANTINE =
      Key.of(
          "quarantine",
          RetentionReader::age,
          "90d",
          "Quarantine files; how many records were in them stays in metadata and summaries.");
  private static final Key<Optional<Duration>> DAYS =
      Key.of(
          "days",
          RetentionReader::age,
          FOREVER,
          "All of a day, its tables too. The newest publication of each table stays, and so does"
              + " the history.");

  static final Kind<RetentionSpec> KIND =
      Kind.block(List.of(EXTRACTED, QUARANTINE, DAYS), RetentionReader::read);

  private RetentionReader() {}

  private static RetentionSpec read(YamlMapping block) {
    return new RetentionSpec(block.value(EXTRACTED), block.value(QUARANTINE), block.value(DAYS));
  }

  private static Optional<Duration> age(String text) throws RefusedValue {
    if (text.equals(FOREVER)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Quantities.duration(Duration.ofDays(1), Duration.ofDays(36_500)).parse(text));
    } catch (RefusedValue e) {
      throw new RefusedValue(
          "is no time to keep something", "write one of a day or more, such as 7d, or " + FOREVER);
    }
  }
}
