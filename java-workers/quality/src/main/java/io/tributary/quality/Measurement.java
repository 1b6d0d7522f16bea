package io.tributary.quality;

import io.tributary.core.document.Sample;
import java.util.List;
import java.util.Optional;

/**
 * What a query over the merged rows gave, before anything was published.
 *
 * @param value the number that the query returned; empty when it returned NULL or failed
 * @param samples of rows at fault, where the query names rows
 * @param failure why there is no value; empty when there is one. It costs this rule alone.
 */
public record Measurement(Optional<Double> value, List<Sample> samples, Optional<String> failure) {
  public Measurement {
    samples = List.copyOf(samples);
  }

  /** A number without rows to look up. */
  public static Measurement of(double value) {
    return new Measurement(Optional.of(value), List.of(), Optional.empty());
  }

  /** A query that could not be answered. */
  public static Measurement failed(String why) {
    return new Measurement(Optional.empty(), List.of(), Optional.of(why));
  }
}
