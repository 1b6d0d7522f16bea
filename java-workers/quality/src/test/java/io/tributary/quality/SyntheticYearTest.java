package io.tributary.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What the default rules find, and what they cry wolf over, in made-up years with faults put in.
 * The thresholds were tuned on the seeds 1001 to 1008; these are others, and none was left out.
 */
class SyntheticYearTest {
  private static final long[] SEEDS = {1, 2, 3, 20250317, 77, 4, 5, 6};

  @Test
  void findsFaultsAndSeldomCriesWolf() {
    SyntheticScores scores = new SyntheticScores();
    for (long seed : SEEDS) {
      scores.year(seed);
    }
    System.out.println(scores);

    assertThat(scores.rows.share())
        .as("row-count drops of 30 % found")
        .isGreaterThanOrEqualTo(0.95);
    assertThat(scores.nulls.share())
        .as("NULL rises of 5 points found")
        .isGreaterThanOrEqualTo(0.95);
    assertThat(SyntheticScores.average(scores.ofTables()))
        .as("false alarms per table and month")
        .isLessThanOrEqualTo(0.5);
    assertThat(SyntheticScores.moreThanOne(scores.ofTables()))
        .as("months of a table with more than one false alarm")
        .isLessThanOrEqualTo(0.05);
    // A month has a day off on average, which is told once.
    assertThat(SyntheticScores.average(scores.ofDelivery()))
        .as("false alarms of the delivery per month")
        .isLessThanOrEqualTo(1);
  }
}
