package io.tributary.quality.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Column;
import io.tributary.core.document.TableMetadata.Origin;
import io.tributary.quality.History;
import io.tributary.quality.Observation;
import io.tributary.quality.TableFacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trends and outliers of a contract, on eight weeks that hardly change. */
class TrendRuleTest {
  private static final LocalDate DAY = LocalDate.of(2025, 3, 17);

  private final Map<String, List<Observation>> past = new HashMap<>();

  TrendRuleTest() {
    past.put("merged", days(10_000));
    past.put("null-ratio", days(0.05));
    past.put("mean", days(100));
    past.put("distinct", days(500));
    past.put("least", days(1));
    past.put("greatest", days(900));
  }

  @ParameterizedTest
  @CsvSource({
    "rows, 10000, false",
    "rows, 8000, true",
    "nulls, 0.05, false",
    "nulls, 0.11, true",
    "mean, 105, false",
    "mean, 130, true",
    "distinct, 520, false",
    "distinct, 300, true",
  })
  void newsIsWhatTheSameWeekdaysNeverWere(String metric, double today, boolean news) {
    String rule =
        "quality: [{type: custom, engine: tributary, severity: warn, implementation: {rule: trend,"
            + " metric: "
            + metric
            + "}}]";
    TableContract contract =
        metric.equals("rows") ? ContractText.table(rule) : ContractText.column(rule);
    List<Finding> findings = judge(contract, facts(metric, today, history()));
    assertThat(findings).hasSize(news ? 1 : 0);
    findings.forEach(
        finding -> {
          assertThat(finding.severity()).isEqualTo(Severity.WARN);
          assertThat(finding.message()).startsWith(metric + " ").contains(", usually ");
          assertThat(finding.band()).isPresent();
        });
  }

  @Test
  void outliersAreExtremesFurtherOutThanEver() {
    TableContract contract =
        ContractText.column(
            "quality: [{type: custom, engine: tributary, implementation: outliers}]");
    assertThat(judge(contract, facts("greatest", 950, history()))).isEmpty();
    assertThat(judge(contract, facts("greatest", 90_000, history())))
        .extracting(Finding::rule, Finding::actual)
        .containsExactly(tuple("price-outliers", "90,000"));
  }

  @Test
  void tooLittleHistoryIsSaid() {
    TableContract contract =
        ContractText.column(
            "quality: [{type: custom, engine: tributary, implementation: outliers}]");
    assertThat(judge(contract, facts("greatest", 90_000, History.none())))
        .extracting(Finding::severity, Finding::message)
        .containsOnly(
            tuple(Severity.OK, "not enough history: fewer than 3 days of this weekday are known"));
  }

  @Test
  void settingsHaveBounds() {
    String rule = "quality: [{type: custom, engine: tributary, implementation: {rule: %s}}]";
    assertThat(
            ContractText.mistakes(
                ContractText.columnText(rule.formatted("trend, z-score: 0.5, days: 7"))))
        .containsExactly(
            "10: schema[0].properties[0].quality[0].implementation.z-score: '0.5' is out of"
                + " bounds; write a number from 1 to 100",
            "10: schema[0].properties[0].quality[0].implementation.days: '7' is out of bounds;"
                + " write a number from 21 to 730");
    assertThat(ContractText.mistakes(ContractText.tableText(rule.formatted("outliers"))))
        .containsExactly(
            "11: schema[0].quality[0].implementation: outliers judges a column's values; move it"
                + " to a property's quality");
    assertThat(
            ContractText.mistakes(ContractText.tableText(rule.formatted("trend, metric: nulls"))))
        .singleElement()
        .asString()
        .contains("'nulls' has no history here; write one of rows, or move the rule");
  }

  private static List<Finding> judge(TableContract contract, TableFacts facts) {
    return contract.rules().stream()
        .filter(TrendRule.class::isInstance)
        .flatMap(rule -> rule.judge(facts))
        .toList();
  }

  /** Every day of eight weeks the same, one promille up and down. */
  private static List<Observation> days(double value) {
    List<Observation> days = new ArrayList<>();
    for (int back = 56; back > 0; back--) {
      days.add(new Observation(DAY.minusDays(back), value * (1 + 0.001 * (back % 3 - 1))));
    }
    return days;
  }

  private History history() {
    return new History() {
      @Override
      public LocalDate day() {
        return DAY;
      }

      @Override
      public List<Observation> of(Optional<String> table, Optional<String> column, String metric) {
        assertThat(table).contains("room_rate");
        assertThat(column.isPresent()).isEqualTo(!metric.equals("merged"));
        return past.get(metric);
      }
    };
  }

  private static TableFacts facts(String metric, double today, History history) {
    long rows = metric.equals("rows") ? (long) today : 10_000;
    long nulls = metric.equals("nulls") ? Math.round(today * rows) : 500;
    ColumnMetrics metrics =
        new ColumnMetrics(
            9_500,
            metric.equals("distinct") ? (long) today : 500,
            Optional.of("1"),
            Optional.of(metric.equals("greatest") ? Double.toString(today) : "900"),
            Optional.of(metric.equals("mean") ? today : 100.0),
            9_500,
            1,
            3,
            Optional.empty());
    return new TableFacts(
        "room_rate",
        true,
        new TableMetadata.Counts(
            1, 1, rows, rows, 0, 0, Optional.empty(), Optional.empty(), 0, 0, 0),
        List.of(new Column("price", Origin.NEW, 1, nulls, 0, Map.of(), 0, Optional.of(metrics))),
        new TableMetadata.Drift(Optional.empty(), List.of(), 0),
        Map.of(),
        Optional.empty(),
        Map.of(),
        List.of(),
        Map.of(),
        history);
  }
}
