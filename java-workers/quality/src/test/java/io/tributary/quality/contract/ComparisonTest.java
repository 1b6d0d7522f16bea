package io.tributary.quality.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Band;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operator at its boundary. */
class ComparisonTest {
  @ParameterizedTest
  @CsvSource({
    "mustBe: 5, 5, 5.001",
    "mustNotBe: 5, 4.999, 5",
    "mustBeGreaterThan: 5, 5.001, 5",
    "mustBeGreaterOrEqualTo: 5, 5, 4.999",
    "mustBeLessThan: 5, 4.999, 5",
    "mustBeLessOrEqualTo: 5, 5, 5.001",
    "'mustBeBetween: [2, 5]', 2, 1.999",
    "'mustBeBetween: [2, 5]', 5, 5.001",
    "'mustNotBeBetween: [2, 5]', 1.999, 2",
    "'mustNotBeBetween: [2, 5]', 5.001, 5",
  })
  void holdsUpToItsBoundary(String operator, double right, double wrong) {
    Comparison comparison = rowCount(operator).comparison();
    assertThat(comparison.holds(right)).isTrue();
    assertThat(comparison.holds(wrong)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "mustBe: 5, 5 rows",
    "mustBe: 1, 1 row",
    "mustNotBe: 0, anything but 0 rows",
    "mustBeGreaterThan: 5, more than 5 rows",
    "mustBeGreaterOrEqualTo: 1000, 'at least 1,000 rows'",
    "mustBeLessThan: 5, less than 5 rows",
    "mustBeLessOrEqualTo: 5, at most 5 rows",
    "'mustBeBetween: [2, 5]', 2 rows to 5 rows",
    "'mustNotBeBetween: [2, 5]', 'less than 2 rows, or more than 5 rows'",
  })
  void isSaidInWords(String operator, String words) {
    assertThat(rowCount(operator).comparison().words(Unit.ROWS::figure)).isEqualTo(words);
  }

  @Test
  void theBandOfAShareIsInRows() {
    Limit limit = new Limit(rowCount("mustBeLessThan: 5").comparison(), Unit.PERCENT);
    assertThat(limit.band(1_000))
        .isEqualTo(new Band(Optional.empty(), Optional.empty(), Optional.of(50.0)));
    assertThat(limit.holds(49, 1_000)).isTrue();
    assertThat(limit.holds(50, 1_000)).isFalse();
    assertThat(limit.holds(0, 0)).isTrue();
    assertThat(limit.actual(49, 1_000)).isEqualTo("4.9 %");
  }

  @Test
  void numbersAreShownWithTheDigitsThatTheyHave() {
    assertThat(List.of(0.0, 1e6, 0.1, 12.3456, -2.5, 1e-9).stream().map(Unit::number))
        .containsExactly("0", "1,000,000", "0.1", "12.346", "-2.5", "1.00e-09");
  }

  @Test
  void oneOperatorIsNeeded() {
    assertThat(ContractText.mistakes(ContractText.tableText("quality:\n  - metric: rowCount")))
        .containsExactly(
            "12: schema[0].quality[0]: has no operator; write one of mustBe, mustNotBe,"
                + " mustBeGreaterThan, mustBeGreaterOrEqualTo, mustBeLessThan,"
                + " mustBeLessOrEqualTo, mustBeBetween, mustNotBeBetween");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mustBe: many                     | .mustBe: 'many' is no number; write one, such as 0",
        "mustBe:                          | .mustBe: is no value; write a number",
        "mustBeBetween: [5, 2]            | .mustBeBetween: is no range; write two numbers",
        "mustBeBetween: [5, 5]            | .mustBeBetween: is no range; write two numbers",
        "mustBeBetween: [5]               | .mustBeBetween: is no range; write two numbers",
        "mustBeBetween: 5                 | .mustBeBetween: is no range; write two numbers",
        "mustBeBetween: [a, 5]            | .mustBeBetween[0]: 'a' is no number",
        "'mustBe: 1, mustBeLessThan: 2'   | : has several operators, mustBe, mustBeLessThan;",
        "mustBeLessThen: 5                | .mustBeLessThen: is unknown; did you mean mustBeLessThan?",
      })
  void refusesWhatCannotBeCompared(String operator, String mistake) {
    assertThat(
            ContractText.mistakes(
                ContractText.tableText("quality:\n  - {metric: rowCount, " + operator + "}")))
        .anySatisfy(line -> assertThat(line).startsWith("12: schema[0].quality[0]" + mistake));
  }

  private static RowCountLimit rowCount(String operator) {
    TableContract table =
        ContractText.table("quality:\n  - metric: rowCount\n    " + operator + "\n");
    return (RowCountLimit) table.rules().get(1);
  }
}
