package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Summary;
import io.tributary.core.history.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLevelsTest {
  @TempDir Path folder;
  private DayFixture day;

  @AfterEach
  void close() {
    day.close();
  }

  @Test
  void countsGoodDaysAgainstTheBudget() throws IOException {
    fixture("quality: {slo: {fresh: 90%}}");
    new HistoryOfDays(day)
        .days(40, "fresh", date -> date.equals(DayFixture.DATE.minusDays(3)) ? 0 : 1);
    day.merged();

    DayReport report = report();

    assertThat(report.summary().slos().get("fresh"))
        .isEqualTo(new Summary.Slo(0.9, 28, 27, 2.8, 1.8, true));
    assertThat(SummaryText.of(report))
        .contains("objectives    fresh 27 of 28 days (90.0 % asked, 1.8 days left)")
        .contains("complete: not enough history");
  }

  @Test
  void saysWhenTheBudgetIsOverspent() throws IOException {
    fixture("");
    new HistoryOfDays(day)
        .days(27, "correct", date -> date.isAfter(DayFixture.DATE.minusDays(3)) ? 0 : 1);
    day.merged();

    Summary.Slo correct = report().summary().slos().get("correct");

    assertThat(correct).isEqualTo(new Summary.Slo(0.95, 28, 26, 1.4, -0.6, true));
    assertThat(SummaryText.of(report()))
        .contains("correct 26 of 28 days (95.0 % asked, overspent)");
  }

  @Test
  void aDayIsFreshCompleteAndCorrectOrNot() throws IOException {
    fixture("");
    day.merged();
    assertThat(report().goodness())
        .isEqualTo(Map.of(Metric.FRESH, true, Metric.COMPLETE, true, Metric.CORRECT, true));

    day.refused("c.tar.gz", "crc-mismatch").merged();
    assertThat(report().goodness())
        .isEqualTo(Map.of(Metric.FRESH, true, Metric.COMPLETE, false, Metric.CORRECT, true));
  }

  @Test
  void whatIsToleratedIsComplete() throws IOException {
    fixture("tolerate: {refused-archives: 1}");
    day.refused("c.tar.gz", "crc-mismatch").merged();

    assertThat(report().goodness()).containsEntry(Metric.COMPLETE, true);
  }

  @Test
  void withoutADeliveryNothingIsGood() throws IOException {
    fixture("");

    assertThat(report().goodness())
        .containsEntry(Metric.FRESH, false)
        .containsEntry(Metric.COMPLETE, false);
  }

  private void fixture(String line) throws IOException {
    day =
        new DayFixture(folder, line)
            .archive("a.tar.gz", member("booking", 1, "id,guest", "1,a", "2,b"));
  }

  private DayReport report() {
    return new DaySummary(day.day(), DayFixture.FROZEN.plusSeconds(100)).read();
  }
}
