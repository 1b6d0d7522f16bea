package io.tributary.merge.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.store.Location;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many tasks a container runs at once that merges by itself. */
class SparkSettingsTest {
  private static final Location NEAR = Location.parse("file:///lake");
  private static final Location FAR = Location.parse("s3://lake");
  private static final int SEEN = Runtime.getRuntime().availableProcessors();

  @Test
  void eachCoreHasATaskAndWhereStorageIsFarAnotherOneThatWaits() {
    assertThat(SparkSettings.master(null, NEAR, Map.of())).isEqualTo("local[" + SEEN + "]");
    assertThat(SparkSettings.master(null, FAR, Map.of())).isEqualTo("local[" + 2 * SEEN + "]");
  }

  @Test
  void aPodCountsTheCoresThatItAskedForAndNotThoseOfItsNode() {
    assertThat(SparkSettings.master(null, FAR, given("1"))).isEqualTo("local[2]");
    assertThat(SparkSettings.master(null, NEAR, given("1"))).isEqualTo("local[1]");
    assertThat(SparkSettings.master(null, NEAR, given("4096"))).isEqualTo("local[" + SEEN + "]");
    assertThat(
            SparkSettings.context(Map.of("spark.master", "local[1]"), given("1"))
                .get("spark.default.parallelism"))
        .isEqualTo("2");
  }

  @Test
  void aNumberThatWasChosenIsKept() {
    assertThat(SparkSettings.master("local[16]", FAR, given("1"))).isEqualTo("local[16]");
    assertThat(SparkSettings.master("local[*]", FAR, given("1"))).isEqualTo("local[2]");
    assertThat(
            SparkSettings.context(Map.of("spark.master", "local[16]"), given("1"))
                .get("spark.default.parallelism"))
        .isEqualTo("16");
  }

  private static Map<String, String> given(String cpus) {
    return Map.of("TRIBUTARY_CPUS", cpus);
  }
}
