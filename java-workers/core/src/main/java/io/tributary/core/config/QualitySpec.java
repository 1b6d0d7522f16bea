package io.tributary.core.config;

/**
 * The {@code quality} block of a partner, and of a table where it differs.
 *
 * <pre>{@code
 * quality:
 *   metrics: true
 *   row-count-change: 30%
 *   null-rise: 1%
 *   z-score: 3.5
 *   history-days: 56
 *   slo: {fresh: 95%, complete: 95%, correct: 95%}
 * }</pre>
 *
 * @param metrics whether merge measures the values of every column: distinct values, least,
 *     greatest, mean and lengths; NULLs and types are always counted
 * @param rowCountChange as a share of 1: by how much the rows may differ from the baseline day
 *     while there is too little history to know better
 * @param nullRise as a share of 1: NULL ratios that differ by less are not worth a look
 * @param zScore by how many robust standard deviations a metric may differ from its history
 * @param historyDays of the calendar that a day is compared with
 * @param slo what share of the last days has to be good; the partner's alone
 */
public record QualitySpec(
    boolean metrics,
    double rowCountChange,
    double nullRise,
    double zScore,
    int historyDays,
    SloSpec slo) {
  /** The defaults of the block. */
  public static final QualitySpec DEFAULT =
      new QualitySpec(true, 0.3, 0.01, 3.5, 56, SloSpec.DEFAULT);
}
