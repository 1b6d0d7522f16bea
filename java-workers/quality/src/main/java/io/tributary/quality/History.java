package io.tributary.quality;

import java.util.List;
import java.util.Optional;

/**
 * The partner's metrics on earlier days, as they were known when the date's source list was frozen:
 * so that judging again gives the same verdict. Days that somebody accepted as known anomalies are
 * left out: they do not train.
 */
@FunctionalInterface
public interface History {
  /**
   * The values of one metric, by ascending date, each date once, all before the day judged.
   *
   * @param table empty for the delivery as a whole
   * @param column empty for the table as a whole
   */
  List<Observation> of(Optional<String> table, Optional<String> column, String metric);

  /** No earlier day is known. */
  static History none() {
    return (table, column, metric) -> List.of();
  }
}
