package io.tributary.quality.contract;

import static io.tributary.quality.contract.ContractText.column;
import static io.tributary.quality.contract.ContractText.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.core.config.QualitySpec;
import io.tributary.core.document.Band;
import io.tributary.core.document.CheckCount;
import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.Finding;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Sample;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Change;
import io.tributary.core.document.TableMetadata.Column;
import io.tributary.core.document.TableMetadata.Counts;
import io.tributary.core.document.TableMetadata.Drift;
import io.tributary.core.document.TableMetadata.Origin;
import io.tributary.quality.History;
import io.tributary.quality.Judgement;
import io.tributary.quality.Measurement;
import io.tributary.quality.QualityJudge;
import io.tributary.quality.TableFacts;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the rules of contracts make of what merge measured. */
class RuleJudgingTest {
  private static final Sample SAMPLE = new Sample("a.tar.gz", "m.csv", 7, "-1");

  private long rows = 1_000;
  private long nulls = 10;
  private Optional<Double> mean = Optional.empty();
  private final List<CheckCount> checks = new ArrayList<>();
  private Map<String, Measurement> measured = Map.of();
  private Optional<TableMetadata> baseline = Optional.empty();
  private List<Change> changes = List.of();
  private List<String> columns = List.of("hotel_id", "price");

  @Test
  void checksAreJudgedByTheirCounts() {
    TableContract contract =
        column(
            """
            quality:
              - metric: nullValues
                mustBeLessThan: 1
                unit: percent
                severity: warn
                description: The price is known
            """);
    checks.add(new CheckCount("price-nullValues", Optional.of("price"), 1_000, 9, 0, List.of()));
    assertThat(findings(contract)).isEmpty();
    checks.set(
        0, new CheckCount("price-nullValues", Optional.of("price"), 1_000, 10, 4, List.of(SAMPLE)));
    assertThat(findings(contract))
        .containsExactly(
            new Finding(
                    Severity.WARN,
                    Optional.of("room_rate"),
                    Optional.of("price"),
                    "price-nullValues",
                    "NULL in 10 of 1,000 rows, 4 of them in quarantine (The price is known)",
                    "1 %",
                    "less than 1 %")
                .measured(
                    "nulls", 10.0, new Band(Optional.empty(), Optional.empty(), Optional.of(10.0)))
                .with(List.of(SAMPLE)));
  }

  @Test
  void aCheckThatNobodyMadeFailsItsRuleAlone() {
    TableContract contract =
        column(
            "quality:\n  - {metric: nullValues, mustBe: 0}\n  - {type: sql, query: q, mustBe: 1}");
    measured = Map.of("price-sql", Measurement.of(2));
    assertThat(judgement(contract).quality().findings())
        .extracting(Finding::rule)
        .contains("rule-failed", "price-sql");
  }

  @Test
  void ofAColumnThatIsNotThereTheRuleOnColumnsTells() {
    columns = List.of("hotel_id");
    TableContract contract = column("required: true");
    assertThat(findings(contract))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("contract-columns");
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.column()).contains("price");
            });
    assertThat(findings(column("required: false")))
        .extracting(Finding::severity)
        .containsExactly(Severity.WARN);
  }

  @Test
  void rowCounts() {
    TableContract contract = table("quality: [{metric: rowCount, mustBeGreaterThan: 1000}]");
    assertThat(findings(contract))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message())
                  .isEqualTo("1,000 rows; the contract wants more than 1,000 rows");
              assertThat(finding.metric()).contains("merged");
              assertThat(finding.band().orElseThrow().low()).contains(1_000.0);
            });
    rows = 1_001;
    assertThat(findings(contract)).isEmpty();
  }

  @Test
  void queriesAreJudgedByTheirNumber() {
    TableContract contract =
        table(
            "quality: [{id: most, type: sql, query: q, mustBeLessThan: 0.5, severity: critical}]");
    measured = Map.of("most", Measurement.of(0.4));
    assertThat(findings(contract)).isEmpty();
    measured = Map.of("most", Measurement.of(0.5));
    assertThat(findings(contract))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
              assertThat(finding.message()).isEqualTo("the query gives 0.5");
              assertThat(finding.expected()).isEqualTo("less than 0.5");
            });
  }

  @Test
  void aQueryThatFailedIsAnErrorAndHoldsWhereItsRuleHolds() {
    TableContract contract =
        table(
            "quality: [{id: q, type: sql, query: q, mustBe: 0, severity: warn,"
                + " customProperties: [{property: action, value: hold}]}]");
    measured = Map.of("q", Measurement.of(0));
    assertThat(judgement(contract).hold()).isFalse();
    measured = Map.of("q", Measurement.failed("no such column"));
    assertThat(judgement(contract).hold()).isTrue();
    assertThat(findings(contract))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.action()).isEqualTo(RuleAction.HOLD);
              assertThat(finding.message()).isEqualTo("could not be judged: no such column");
            });
    measured = Map.of("q", new Measurement(Optional.empty(), List.of(), Optional.empty()));
    assertThat(findings(contract).get(0).message()).contains("the query returned NULL");
  }

  @Test
  void repeatedValuesAndOrphansAreCountedInRows() {
    TableContract contract =
        column(
            "unique: true\nquality: [{metric: duplicateValues, mustBeLessThan: 1, unit: percent}]");
    measured =
        Map.of(
            "price-unique",
            new Measurement(Optional.of(10.0), List.of(SAMPLE), Optional.empty()),
            "price-duplicateValues",
            Measurement.of(10));
    assertThat(findings(contract))
        .extracting(Finding::message)
        .containsExactly(
            "price repeats an earlier one in 10 rows", "price repeats an earlier one in 10 rows");
    assertThat(findings(contract)).extracting(Finding::actual).containsExactly("10 rows", "1 %");
    assertThat(findings(contract).get(0).samples()).containsExactly(SAMPLE);
  }

  @Test
  void headerDriftIsWhatTheContractSays() {
    baseline = Optional.of(yesterday(1_000, 10));
    changes =
        List.of(
            new Change(
                Change.Kind.ADDED,
                "board",
                Optional.empty(),
                3,
                40,
                Optional.of("a"),
                Optional.of("m")));
    assertThat(findings(table("description: none")))
        .as("the rule without a contract")
        .extracting(Finding::severity)
        .contains(Severity.WARN);
    String rule =
        "quality: [{id: headers, type: custom, engine: tributary, severity: critical,"
            + " implementation: {rule: header-drift, allow: [%s]}}]";
    assertThat(findings(table(rule.formatted("removed"))))
        .filteredOn(finding -> finding.column().isPresent())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("headers");
              assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            });
    assertThat(findings(table(rule.formatted("added"))))
        .noneMatch(finding -> finding.column().isPresent());
  }

  @Test
  void headersCanBeHeldAgainstTheContract() {
    columns = List.of("hotel_id", "price", "board");
    String rule =
        "quality: [{type: custom, engine: tributary,"
            + " implementation: {rule: header-drift, against: contract%s}}]";
    assertThat(findings(table(rule.formatted(""))))
        .extracting(Finding::message)
        .containsExactly("column of no contract in 40 of 40 members");
    assertThat(findings(table(rule.formatted(", allow: [added]")))).isEmpty();
  }

  @Test
  void changesSinceTheDayBefore() {
    String rule =
        "quality: [{type: custom, engine: tributary, implementation:"
            + " {rule: compared-with-day-before, metric: %s, mustBeBetween: [-10, 10]}}]";
    TableContract onRows = table(rule.formatted("rows"));
    assertThat(findings(onRows))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.OK);
              assertThat(finding.message()).isEqualTo("not enough history: no earlier day");
            });
    baseline = Optional.of(yesterday(900, 10));
    assertThat(findings(onRows))
        .extracting(Finding::message, Finding::actual, Finding::expected)
        .containsExactly(tuple("rows 1,000, 900 on 2025-03-16", "+11.11 %", "-10 % to +10 %"));
    baseline = Optional.of(yesterday(910, 10));
    assertThat(findings(onRows)).isEmpty();
    baseline = Optional.of(yesterday(0, 0));
    assertThat(findings(onRows)).extracting(Finding::actual).containsExactly("from nothing");

    baseline = Optional.of(yesterday(1_000, 10));
    TableContract onNulls = column(rule.formatted("nulls"));
    nulls = 110;
    assertThat(findings(onNulls)).isEmpty();
    nulls = 111;
    assertThat(findings(onNulls))
        .extracting(Finding::actual, Finding::expected)
        .containsExactly(tuple("+10.1 points", "-10 points to +10 points"));
    mean = Optional.of(5.0);
    assertThat(findings(column(rule.formatted("mean"))))
        .extracting(Finding::message)
        .containsExactly("no mean known on 2025-03-16");
  }

  @Test
  void theDayIsJudgedOnce() {
    String rule =
        """
        quality:
          - type: custom
            engine: tributary
            severity: warn
            implementation: {rule: missing-archives, mustBeLessOrEqualTo: 0.1, unit: percent}
          - {id: in-time, type: custom, engine: tributary, implementation: {rule: freshness, by: "05:00"}}
        """;
    List<DayRule> rules = table(rule).dayRules();
    ZonedDateTime due = ZonedDateTime.parse("2025-03-18T06:00:00+09:00[Asia/Seoul]");
    assertThat(judged(rules, new DayFacts(1_000, 1, due.minusHours(1), due))).isEmpty();
    assertThat(judged(rules, new DayFacts(1_000, 2, due.minusMinutes(30), due)))
        .extracting(Finding::rule, Finding::severity, Finding::actual, Finding::expected)
        .containsExactly(
            tuple("missing-archives", Severity.WARN, "2 of 1,000", "at most 0.1 %"),
            tuple("in-time", Severity.ERROR, "2025-03-18 05:30", "complete by 2025-03-18 05:00"));
    List<DayRule> plain =
        table(
                "quality: [{type: custom, engine: tributary, implementation: missing-archives},"
                    + " {type: custom, engine: tributary, implementation: freshness}]")
            .dayRules();
    assertThat(judged(plain, new DayFacts(1_000, 0, due, due))).isEmpty();
    assertThat(judged(plain, new DayFacts(1_000, 1, due.plusMinutes(1), due)))
        .extracting(Finding::message)
        .containsExactly("1 archive missing at the source", "the delivery was late by 1:00 min");
  }

  private static List<Finding> judged(List<DayRule> rules, DayFacts facts) {
    return rules.stream().flatMap(rule -> rule.judge(facts).stream()).toList();
  }

  /** All findings but those of the rules that hold without a contract. */
  private List<Finding> findings(TableContract contract) {
    List<String> ours = new ArrayList<>(contract.rules().stream().map(r -> r.name()).toList());
    ours.add("header-drift");
    return judgement(contract).quality().findings().stream()
        .filter(finding -> ours.contains(finding.rule()))
        .toList();
  }

  private Judgement judgement(TableContract contract) {
    return QualityJudge.of(QualitySpec.DEFAULT, Optional.of(contract)).judge(facts());
  }

  private TableFacts facts() {
    return new TableFacts(
        "room_rate",
        true,
        counts(rows),
        columns(nulls, mean),
        new Drift(baseline.map(TableMetadata::date), changes, 0),
        Map.of(),
        baseline,
        Map.of(),
        checks,
        measured,
        History.none());
  }

  private static Counts counts(long rows) {
    return new Counts(3, 40, rows, rows, 0, 0, Optional.empty(), Optional.empty(), 0, 0, 0);
  }

  private List<Column> columns(long nulls, Optional<Double> mean) {
    return columns.stream()
        .map(
            name ->
                new Column(
                    name,
                    Origin.NEW,
                    40,
                    name.equals("price") ? nulls : 0,
                    0,
                    Map.of(),
                    0,
                    mean.map(
                        value ->
                            new ColumnMetrics(
                                1,
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(value),
                                1,
                                1,
                                1,
                                Optional.empty()))))
        .toList();
  }

  private TableMetadata yesterday(long itsRows, long itsNulls) {
    return new TableMetadata(
        TableMetadata.VERSION,
        "overseas-1",
        "room_rate",
        LocalDate.of(2025, 3, 16),
        itsRows,
        counts(itsRows),
        columns(itsNulls, Optional.empty()),
        new Drift(Optional.empty(), List.of(), 0),
        List.of(),
        new TableMetadata.Quality(Severity.OK, List.of()));
  }
}
