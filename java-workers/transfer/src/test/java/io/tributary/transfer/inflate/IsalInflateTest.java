package io.tributary.transfer.inflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs where ISA-L is installed (Debian: {@code libisal2}). */
class IsalInflateTest extends InflateContract {
  @BeforeAll
  static void isInstalled() {
    assumeTrue(Inflation.chosen(Map.of()) == Inflation.ISAL, "ISA-L is not installed");
  }

  @Override
  Inflation kind() {
    return Inflation.ISAL;
  }

  /**
   * Damaged streams, by both: never other bytes, and never an end in another place. Where one of
   * them sees damage sooner or not at all, the JDK's word counts ({@code ArchiveExtraction}).
   */
  @Test
  void neverGivesOtherBytesThanTheJdk() {
    Random random = new Random(77);
    int endedBoth = 0;
    try (Inflate jdk = Inflation.JDK.open();
        Inflate isal = Inflation.ISAL.open()) {
      for (int round = 0; round < 10_000; round++) {
        int length = random.nextInt(random.nextInt(20) == 0 ? 100_000 : 600);
        byte[] packed = Streams.packed(Streams.text(length, round), random.nextInt(10));
        Streams.damage(packed, random);
        int room = 1 + random.nextInt(100_000);
        Unpacked expected = Unpacked.of(jdk, packed, List.of(), room);
        List<Integer> cuts = Streams.cuts(packed.length, 1 + random.nextInt(20_000));
        Unpacked actual = Unpacked.of(isal, packed, cuts, room);
        int common = Math.min(expected.content().length, actual.content().length);
        assertThat(Arrays.equals(expected.content(), 0, common, actual.content(), 0, common))
            .as("round %d", round)
            .isTrue();
        if (expected.ended()) {
          assertThat(actual.ended()).as("round %d", round).isTrue();
          assertThat(actual.content().length).isEqualTo(expected.content().length);
          assertThat(actual.used()).isEqualTo(expected.used());
          endedBoth++;
        }
      }
    }
    assertThat(endedBoth).isGreaterThan(1_000);
  }
}
