package io.tributary.merge.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.quality.contract.LogicalType;
import io.tributary.quality.contract.ValueTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueEvaluatorTest {
  @Test
  void listsHaveTheirValuesAndNoOthers() {
    List<String> values =
        new ArrayList<>(List.of("", "KRW", "한글", "a longer value than two words"));
    for (int i = 0; i < 1000; i++) {
      values.add("value-" + i);
    }
    ValueEvaluator one = ValueEvaluator.of(new ValueTest.OneOf(values));
    ValueEvaluator none = ValueEvaluator.of(new ValueTest.NotAmong(values, false));
    for (String value : values) {
      assertThat(passes(one, value)).as(value).isTrue();
      assertThat(passes(none, value)).as(value).isFalse();
    }
    for (String value : List.of("krw", "KRW ", "한", "value-1000", "a longer value than two word")) {
      assertThat(passes(one, value)).as(value).isFalse();
      assertThat(passes(none, value)).as(value).isTrue();
    }
  }

  @Test
  void rangesAreExactAtTheirEnds() {
    assertThat(inRange("0", "1000", false, true, "0", "-0", "0.0", "999.999999999999999999999"))
        .containsOnly(true);
    assertThat(inRange("0", "1000", false, true, "-0.000000000000000000001", "1000", "1e3", "1E4"))
        .containsOnly(false);
    assertThat(inRange("0", "1000", true, false, "0", "-1", "1000.0001", "", "abc", "1,5"))
        .containsOnly(false);
    assertThat(inRange(null, "18446744073709551615", false, false, "18446744073709551615", "-9e99"))
        .containsOnly(true);
    assertThat(inRange(null, "18446744073709551615", false, false, "18446744073709551616"))
        .containsOnly(false);
  }

  private static List<Boolean> inRange(
      String least, String most, boolean aboveLeast, boolean belowMost, String... values) {
    ValueEvaluator range =
        ValueEvaluator.of(
            new ValueTest.InRange(
                least == null ? null : new BigDecimal(least),
                new BigDecimal(most),
                aboveLeast,
                belowMost));
    return Arrays.stream(values).map(value -> passes(range, value)).toList();
  }

  @Test
  void lengthsAreThoseOfCharacters() {
    ValueEvaluator two = ValueEvaluator.of(new ValueTest.OfLength(1, 2));
    assertThat(passes(two, "")).isFalse();
    assertThat(passes(two, "한글")).isTrue();
    assertThat(passes(two, "😀é")).isTrue();
    assertThat(passes(two, "abc")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER,, 12 | -7 | +0 | 123456789012345678901234567890, 1.0 | x | - | 1e3",
    "NUMBER,, 12 | -.5 | 1e3 | 5., . | 1e | NaN | 0x1 | 1_000",
    "BOOLEAN,, true | FALSE | True, yes | 1 | truee",
    "DATE,, 2024-02-29 | 2025-12-31, 2025-02-29 | 2025-13-01 | 2025-1-01 | 2025/01/01 | 20250101",
    "TIMESTAMP,, 2025-03-17T06:00:00Z | 2025-03-17 06:00 | 2025-03-17T06:00:00.123+09:00,"
        + " 2025-03-17 | 2025-03-17T24:00:00 | 2025-02-30T06:00 | 2025-03-17T06:60",
    "TIME,, 06:00 | 23:59:59.5 | 06:00Z, 24:00 | 6:00 | 06:00:60 | 06",
    "DATE, dd.MM.yyyy, 29.02.2024, 29.02.2025 | 2024-02-29 | 29.02.2024 x",
    "TIMESTAMP, yyyy-MM-dd'T'HH:mm, 2025-03-17T06:00, 2025-02-30T06:00 | 2025-03-17T25:00",
    "TIME, h:mm a, 6:05 AM, 13:05 AM | 06:5"
  })
  void typesAreRead(LogicalType type, String format, String good, String bad) {
    ValueEvaluator test =
        ValueEvaluator.of(new ValueTest.OfType(type, format == null ? "" : format));
    for (int round = 0; round < 2; round++) {
      for (String value : good.split(" \\| ", -1)) {
        assertThat(passes(test, value)).as(value).isTrue();
      }
      for (String value : bad.split(" \\| ", -1)) {
        assertThat(passes(test, value)).as(value).isFalse();
      }
    }
  }

  @Test
  void patternsMatchWholeValues() {
    ValueEvaluator test = ValueEvaluator.of(new ValueTest.Matches("[A-Z]{2}|한글"));
    for (int round = 0; round < 2; round++) {
      assertThat(passes(test, "KR")).isTrue();
      assertThat(passes(test, "한글")).isTrue();
      assertThat(passes(test, "KRW")).isFalse();
      assertThat(passes(test, "")).isFalse();
    }
  }

  @Test
  void aPatternThatTakesAgesOrTheStackThrows() {
    ValueEvaluator slow = ValueEvaluator.of(new ValueTest.Matches("(a+)+\\1?b"));
    assertThatThrownBy(() -> passes(slow, "a".repeat(60)))
        .isInstanceOf(TestFailure.class)
        .hasMessageContaining("more than 200000 steps");
    assertThat(passes(slow, "aab")).isTrue();
    ValueEvaluator deep = ValueEvaluator.of(new ValueTest.Matches("(a|b)*"));
    assertThat(passes(deep, "ab".repeat(250))).isTrue();
    assertThatThrownBy(() -> passes(deep, "ab".repeat(251)))
        .isInstanceOf(TestFailure.class)
        .hasMessageContaining("too long for the pattern");
  }

  @Test
  void aLongTextIsNoTroubleForAPatternWithoutRepeatedGroups() {
    ValueEvaluator test = ValueEvaluator.of(new ValueTest.Matches("(?s:.*?)(?:needle)(?s:.*)"));
    assertThat(passes(test, "hay".repeat(10_000) + "needle" + "hay")).isTrue();
    assertThat(passes(test, "hay".repeat(10_000))).isFalse();
  }

  @Test
  void whatIsNoPatternOrFormatCannotBeMadeReady() {
    assertThatThrownBy(() -> ValueEvaluator.of(new ValueTest.Matches("(")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> ValueEvaluator.of(new ValueTest.OfType(LogicalType.DATE, "no such format")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Asks about a value in the midst of other bytes. */
  private static boolean passes(ValueEvaluator test, String value) {
    byte[] bytes = ("7" + value + "7").getBytes(UTF_8);
    return test.passes(bytes, 1, bytes.length - 1);
  }
}
