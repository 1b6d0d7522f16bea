package io.tributary.quality;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The partner's metrics on earlier days, as they were known when the date's source list was frozen:
 * so that judging again gives the same verdict. What somebody accepted as a known anomaly is left
 * out: it does not train.
 */
public interface History {
  /** The day judged, which all observations precede; without meaning where there are none. */
  LocalDate day();

  /**
   * The values of one metric, by ascending date, each date once, all before the day judged.
   *
   * @param table empty for the delivery as a whole
   * @param column empty for the table as a whole
   * @param metric as the history names it
   */
  List<Observation> of(Optional<String> table, Optional<String> column, String metric);

  /** No earlier day is known. */
  static History none() {
    return new History() {
      @Override
      public LocalDate day() {
        return LocalDate.EPOCH;
      }

      @Override
      public List<Observation> of(Optional<String> table, Optional<String> column, String metric) {
        return List.of();
      }
    };
  }
}
