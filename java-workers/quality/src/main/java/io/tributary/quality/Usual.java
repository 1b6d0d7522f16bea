package io.tributary.quality;

import io.tributary.core.document.TableMetadata;
import java.util.Optional;

/** What was usual before a baseline day that was unusual itself. */
final class Usual {
  private Usual() {}

  /**
   * What a rule compared the baseline day with when it found something there.
   *
   * @param column it is about; empty for the table as a whole
   * @return empty when the rule found nothing
   */
  static Optional<Double> of(TableMetadata baseline, String rule, Optional<String> column) {
    return baseline.quality().findings().stream()
        .filter(finding -> finding.rule().equals(rule) && finding.column().equals(column))
        .flatMap(finding -> finding.band().stream())
        .flatMap(band -> band.centre().stream())
        .filter(centre -> centre > 0 || column.isPresent())
        .findFirst();
  }
}
