package io.tributary.merge.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void textsAreReadAsTheModelReadsThem(long seed) {
    Random random = new Random(seed);
    String alphabet = "0123456789..-+eE x";
    Decimal number = new Decimal();
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 70 : 12);
      int letters = random.nextInt(3) == 0 ? alphabet.length() : 11;
      for (int j = 0; j < length; j++) {
        text.append(alphabet.charAt(random.nextInt(letters)));
      }
      byte[] bytes = text.toString().getBytes(UTF_8);
      boolean expected = MeasureModel.number(text.toString());
      assertThat(number.read(bytes, 0, length)).as("%s", text).isEqualTo(expected);
      if (expected) {
        assertThat(number.value()).as("%s", text).isEqualByComparingTo(text.toString());
      }
    }
  }

  @Test
  void comparingNeedsNoObjects() {
    Random random = new Random(4);
    for (int i = 0; i < 100_000; i++) {
      long a = random.nextLong() % 1_000_000_000_000_000_000L >> random.nextInt(60);
      long b = random.nextInt(3) == 0 ? a : random.nextLong() % 1_000_000_000_000_000_000L;
      int scaleOfA = random.nextInt(19);
      int scaleOfB = random.nextInt(19);
      assertThat(Decimal.compare(a, scaleOfA, b, scaleOfB))
          .isEqualTo(BigDecimal.valueOf(a, scaleOfA).compareTo(BigDecimal.valueOf(b, scaleOfB)));
    }
  }
}
