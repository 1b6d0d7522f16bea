package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SmallestTest {
  private static List<List<Integer>> smaller(List<Integer> numbers) {
    List<List<Integer>> smaller = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      List<Integer> fewer = new ArrayList<>(numbers);
      fewer.remove(i);
      smaller.add(fewer);
    }
    return smaller;
  }

  @Test
  void whatDoesNotMatterIsLeftOut() {
    List<Integer> failing = List.of(4, 7, 1, 9, 7, 3);
    assertThat(
            Smallest.of(failing, SmallestTest::smaller, n -> n.contains(7) && n.contains(3), 100))
        .containsExactlyInAnyOrder(7, 3);
  }

  @Test
  void itEndsAfterSoManyTrials() {
    assertThat(Smallest.of(List.of(1, 2, 3), SmallestTest::smaller, n -> true, 1)).hasSize(2);
  }

  @Test
  void aDeliveryWithABadMemberShrinksToThatMember() {
    RandomDelivery failing =
        LongStream.iterate(1, seed -> seed + 1)
            .mapToObj(RandomDelivery::of)
            .filter(SmallestTest::hasMalformedRecords)
            .findFirst()
            .orElseThrow();
    RandomDelivery smallest =
        Smallest.of(failing, RandomDelivery::smaller, SmallestTest::hasMalformedRecords, 1000);
    assertThat(smallest.archives()).hasSize(1);
    assertThat(smallest.archives().get(0).entries()).hasSize(1);
  }

  private static boolean hasMalformedRecords(RandomDelivery delivery) {
    return delivery.model().tables().values().stream().anyMatch(table -> table.quarantined() > 0);
  }
}
