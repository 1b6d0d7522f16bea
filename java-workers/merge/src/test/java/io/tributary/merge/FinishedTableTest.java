package io.tributary.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.merge.spark.SharedSpark;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a table leaves on executors, which go on to work for others. */
class FinishedTableTest extends ContractScene {
  @Test
  void nothingOfWhatItShuffledStays() throws IOException {
    partner("", "tables: {hotel: {}, room_rate: {primary-key: [hotel_id], on-collision: drop}}");
    contract(
        reference("") + sql("prices", "SELECT count(DISTINCT price) FROM {object}", "mustBe: 5"));
    TestDelivery delivery = hotels(rates("finished")).extract();

    int before = SharedSpark.nextShuffle();
    assertThat(run(delivery).published()).contains(RATE);
    List<Integer> shuffles =
        IntStream.range(before + 1, SharedSpark.nextShuffle()).boxed().toList();

    assertThat(finding(delivery, "known-hotel").actual()).isEqualTo("2 rows");
    assertThat(finding(delivery, "prices").actual()).isEqualTo("4");
    assertThat(shuffles).hasSizeGreaterThan(3);
    assertThat(shuffles).noneMatch(SharedSpark::keepsShuffle);
  }
}
