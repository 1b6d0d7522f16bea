package io.tributary.merge.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberWordsTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsReadByWordsIsReadByLetters(long seed) {
    Random random = new Random(seed);
    String alphabet = "0123456789..-+eE x/,";
    for (int i = 0; i < 500_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(random.nextInt(3) == 0 ? 20 : 10);
      int letters = random.nextInt(3) == 0 ? alphabet.length() : 10 + random.nextInt(3);
      for (int j = 0; j < length; j++) {
        boolean sign = j == 0 && random.nextInt(5) == 0;
        text.append(sign ? "-+".charAt(random.nextInt(2)) : letter(alphabet, letters, random));
      }
      assertRead(text.toString());
    }
  }

  private static char letter(String alphabet, int letters, Random random) {
    return alphabet.charAt(random.nextInt(letters));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9999999999999999",
        "-999999999999999",
        "0.00000000000001",
        ".123456789012345",
        "123456789012345.",
        "12345678.1234567",
        "1234567.12345678",
        "-1234567.1234567",
        "00000000",
        "-.",
        "+",
        ".",
        "2025-03-17",
        "2025-03-17T12:34",
        "1234567-",
        "1.2.3",
        "1234567.1.234"
      })
  void edges(String text) {
    assertRead(text);
  }

  private static void assertRead(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int length = bytes.length;
    long first = Words.first(bytes, 0, length);
    long second = Words.second(bytes, 0, length);
    boolean expected = MeasureModel.number(text);
    boolean exponent = text.chars().anyMatch(letter -> letter == 'e' || letter == 'E');
    if (expected) {
      assertThat(NumberWords.mayBegin(first)).as(text).isTrue();
      assertThat(NumberWords.minusIn(first) && !NumberWords.exponentIn(first)).as(text).isFalse();
    }
    if (length > Words.SHORT || !NumberWords.mayBegin(first)) {
      return;
    }
    long read =
        length <= Long.BYTES
            ? NumberWords.ofWord(first, length)
            : NumberWords.ofWords(first, second, length);
    assertThat(NumberWords.exponentIn(first) || NumberWords.exponentIn(second))
        .as(text)
        .isEqualTo(exponent);
    assertThat(read != NumberWords.NONE).as(text).isEqualTo(expected && !exponent);
    if (read != NumberWords.NONE) {
      assertThat(BigDecimal.valueOf(NumberWords.mantissa(read), NumberWords.scale(read)))
          .isEqualTo(new BigDecimal(text));
    }
  }
}
