package io.tributary.quality.contract;

import static io.tributary.quality.contract.ContractText.column;
import static io.tributary.quality.contract.ContractText.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Severity;
import io.tributary.quality.Rule;
import io.tributary.quality.contract.TableContract.Replaced;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every kind of rule asks of merge. */
class RuleReadingTest {
  private static final String QUARANTINE =
      "customProperties: [{property: action, value: quarantine}]";

  @Test
  void metricsOfValuesAreChecks() {
    TableContract table =
        column(
            """
            quality:
              - {metric: nullValues, mustBe: 0}
              - metric: missingValues
                mustBeLessThan: 100
                arguments: {missingValues: [null, '', N/A, 0.50]}
              - {metric: invalidValues, mustBe: 0, arguments: {validValues: [KRW, 10, null]}}
              - id: code
                metric: invalidValues
                mustBe: 0
                arguments: {pattern: '^[A-Z]{2}$'}
                %s
            """
                .formatted(QUARANTINE));
    assertThat(table.checks())
        .containsExactly(
            new ValueCheck("price-nullValues", "price", new ValueTest.NotNull(), false),
            new ValueCheck(
                "price-missingValues",
                "price",
                new ValueTest.NotAmong(List.of("", "N/A", "0.50"), true),
                false),
            new ValueCheck(
                "price-invalidValues", "price", new ValueTest.OneOf(List.of("KRW", "10")), false),
            new ValueCheck("code", "price", new ValueTest.Matches("^[A-Z]{2}$"), true));
    assertThat(table.rules().stream().skip(1).map(Rule::name))
        .containsExactlyElementsOf(table.checks().stream().map(ValueCheck::id).toList());
  }

  @Test
  void patternsMayMatchAnywhereUnlessTheyAreAnchored() {
    assertThat(pattern("A|B")).isEqualTo("(?s:.*?)(?:A|B)(?s:.*)");
    assertThat("xx\nB".matches(pattern("A|B"))).isTrue();
    assertThat(pattern("^a$|b")).isEqualTo("(?s:.*?)(?:^a$|b)(?s:.*)");
    assertThat("price".matches(pattern("^p"))).isTrue();
    assertThat("a$".matches(pattern("^a\\$"))).isTrue();
    assertThat(pattern("^[0-9]+$")).isEqualTo("^[0-9]+$");
  }

  private static String pattern(String pattern) {
    TableContract table =
        column(
            "quality:\n  - {metric: invalidValues, mustBe: 0, arguments: {pattern: '"
                + pattern
                + "'}}");
    return ((ValueTest.Matches) table.checks().get(0).test()).pattern();
  }

  @Test
  void duplicatesAreAQuery() {
    assertThat(column("quality:\n  - {metric: duplicateValues, mustBe: 0}").queries())
        .containsExactly(
            new SqlQuery(
                "price-duplicateValues",
                "SELECT COALESCE(SUM(n - 1), 0) FROM (SELECT COUNT(*) AS n FROM `room_rate` WHERE"
                    + " `price` IS NOT NULL GROUP BY `price`)"));
    assertThat(
            table(
                    """
                    quality:
                      - metric: duplicateValues
                        mustBeLessThan: 1
                        unit: percent
                        arguments: {properties: [hotel_id, Price]}
                    """)
                .queries())
        .extracting(SqlQuery::sql)
        .containsExactly(
            "SELECT COALESCE(SUM(n - 1), 0) FROM (SELECT COUNT(*) AS n FROM `room_rate` WHERE"
                + " `hotel_id` IS NOT NULL AND `price` IS NOT NULL GROUP BY `hotel_id`, `price`)");
    assertThat(column("unique: true").queries())
        .extracting(SqlQuery::id)
        .containsExactly("price-unique");
  }

  @Test
  void sqlHasItsNamesPutIn() {
    TableContract table =
        column(
            """
            quality:
              - type: sql
                query: SELECT COUNT(*) FROM {object} WHERE {property} < 0 AND x RLIKE 'a{2}{b}';
                mustBe: 0
              - id: other
                type: sql
                query: |
                  SELECT MAX(${column}) FROM ${table}
                mustBe: true
            """);
    assertThat(table.queries())
        .containsExactly(
            new SqlQuery(
                "price-sql",
                "SELECT COUNT(*) FROM `room_rate` WHERE `price` < 0 AND x RLIKE 'a{2}{b}'"),
            new SqlQuery("other", "SELECT MAX(`price`) FROM `room_rate`"));
  }

  @Test
  void typesAndTheirOptionsAreChecks() {
    assertThat(
            column("logicalType: number\nlogicalTypeOptions: {minimum: 0, exclusiveMaximum: 9.5}")
                .checks())
        .containsExactly(
            new ValueCheck(
                "price-type", "price", new ValueTest.OfType(LogicalType.NUMBER, ""), false),
            new ValueCheck(
                "price-range",
                "price",
                new ValueTest.InRange(new BigDecimal("0"), new BigDecimal("9.5"), false, true),
                false));
    assertThat(
            column("logicalType: integer\nlogicalTypeOptions: {format: u8, maximum: 300}").checks())
        .contains(
            new ValueCheck(
                "price-range",
                "price",
                new ValueTest.InRange(BigDecimal.ZERO, BigDecimal.valueOf(255), false, false),
                false));
    assertThat(
            column("logicalType: string\nlogicalTypeOptions: {minLength: 2, maxLength: 5}")
                .checks())
        .containsExactly(
            new ValueCheck("price-length", "price", new ValueTest.OfLength(2, 5), false));
    assertThat(column("logicalType: date\nlogicalTypeOptions: {format: yyyyMMdd}").checks())
        .containsExactly(
            new ValueCheck(
                "price-type", "price", new ValueTest.OfType(LogicalType.DATE, "yyyyMMdd"), false));
    assertThat(column("logicalType: boolean\n" + QUARANTINE).checks())
        .containsExactly(
            new ValueCheck(
                "price-type", "price", new ValueTest.OfType(LogicalType.BOOLEAN, ""), true));
  }

  @Test
  void bounds() {
    assertThat(column("logicalType: date\nlogicalTypeOptions: {minimum: '2020-01-01'}").queries())
        .containsExactly(
            new SqlQuery(
                "price-range",
                "SELECT COUNT(*) FROM `room_rate` WHERE `price` < DATE '2020-01-01'"));
    assertThat(
            column(
                    "logicalType: timestamp\n"
                        + "logicalTypeOptions: {exclusiveMaximum: '2030-01-01T00:00:00'}")
                .queries())
        .extracting(SqlQuery::sql)
        .containsExactly(
            "SELECT COUNT(*) FROM `room_rate` WHERE `price` >= TIMESTAMP '2030-01-01 00:00'");
    assertThat(column("logicalType: number\nlogicalTypeOptions: {multipleOf: 0.5}").queries())
        .extracting(SqlQuery::sql)
        .containsExactly(
            "SELECT COUNT(*) FROM `room_rate` WHERE CAST(`price` AS DECIMAL(38, 12)) % 0.5 <> 0");
  }

  @Test
  void formatsOfTexts() {
    assertThat("a.b@c.de").matches(format("email"));
    assertThat("a b@c.de").doesNotMatch(format("email"));
    assertThat("a@b").doesNotMatch(format("email"));
    assertThat("123e4567-e89b-12d3-a456-426614174000").matches(format("uuid"));
    assertThat("123e4567").doesNotMatch(format("uuid"));
    assertThat("https://a.b/c?d").matches(format("uri"));
    assertThat("no uri").doesNotMatch(format("uri"));
    assertThat("a-b.c").matches(format("hostname"));
    assertThat("-a.b").doesNotMatch(format("hostname"));
    assertThat("192.168.0.255").matches(format("ipv4"));
    assertThat("192.168.0.256").doesNotMatch(format("ipv4"));
    assertThat("192.168.0").doesNotMatch(format("ipv4"));
    assertThat("fe80::1").matches(format("ipv6"));
    assertThat("fe80").doesNotMatch(format("ipv6"));
    assertThat("YWJj").matches(format("byte"));
    assertThat("YWJ").doesNotMatch(format("byte"));
    assertThat(column("logicalType: string\nlogicalTypeOptions: {format: password}").checks())
        .isEmpty();
  }

  private static String format(String format) {
    TableContract table =
        column("logicalType: string\nlogicalTypeOptions: {format: " + format + "}");
    return ((ValueTest.Matches) table.checks().get(0).test()).pattern();
  }

  @Test
  void aTypeReplacesTheGuessAtIt() {
    assertThat(column("logicalType: integer").replaced())
        .containsExactly(new Replaced("type-conformity", Optional.of("price")));
    assertThat(column("logicalType: string").replaced()).isEmpty();
  }

  @Test
  void primaryKeysAreThereAndUnique() {
    TableContract table =
        ContractText.read(
                """
                schema:
                  - name: room_rate
                    properties:
                      - {name: day, primaryKey: true, primaryKeyPosition: 2}
                      - {name: hotel_id, primaryKey: true, primaryKeyPosition: 1}
                """)
            .table("room_rate")
            .orElseThrow();
    assertThat(table.checks())
        .extracting(ValueCheck::id)
        .containsExactly("day-required", "hotel_id-required");
    assertThat(table.queries())
        .singleElement()
        .satisfies(
            query -> {
              assertThat(query.id()).isEqualTo("primary-key");
              assertThat(query.sql()).endsWith("GROUP BY `hotel_id`, `day`)");
            });
  }

  @Test
  void namesComeFromIdThenNameThenTheRuleItself() {
    assertThat(head("id: a_b").id()).isEqualTo("a_b");
    assertThat(head("name: Price is known!").id()).isEqualTo("price-is-known");
    assertThat(head("description: x").id()).isEqualTo("price-nullValues");
  }

  @Test
  void severities() {
    assertThat(head("id: a").severity()).isEqualTo(Severity.ERROR);
    assertThat(head("severity: info").severity()).isEqualTo(Severity.OK);
    assertThat(head("severity: warning").severity()).isEqualTo(Severity.WARN);
    assertThat(head("severity: warn").severity()).isEqualTo(Severity.WARN);
    assertThat(head("severity: Error").severity()).isEqualTo(Severity.ERROR);
    assertThat(head("severity: critical").severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void actions() {
    assertThat(head("id: a").action()).isEqualTo(RuleAction.PUBLISH);
    for (RuleAction action : RuleAction.values()) {
      String word = action.name().toLowerCase(java.util.Locale.ROOT);
      assertThat(head("customProperties: [{property: action, value: " + word + "}]").action())
          .isEqualTo(action);
    }
  }

  private static RuleHead head(String more) {
    TableContract table =
        column("quality:\n  - metric: nullValues\n    mustBe: 0\n    " + more + "\n");
    return ((ValueRule) table.rules().get(1)).head();
  }

  @Test
  void textsAreForPeople() {
    assertThat(table("quality:\n  - {type: text, description: Prices are in won.}").rules())
        .hasSize(1);
  }

  @Test
  void referencesAreRelationshipsOrCustom() {
    String hotel = "  - name: hotel\n    properties: [{name: id}, {name: country}]\n";
    String custom =
        """
        schema:
          - name: room_rate
            properties: [{name: hotel_id}, {name: country}]
            quality:
              - type: custom
                engine: tributary
                severity: warn
                implementation:
                  rule: reference
                  columns: [hotel_id, country]
                  table: hotel
                  keys: [id, country]
                  mustBeLessThan: 1
                  unit: percent
        """;
    TableContract table = ContractText.read(custom + hotel).table("room_rate").orElseThrow();
    assertThat(table.references())
        .containsExactly(
            new ReferenceQuery(
                "hotel_id-country-reference",
                List.of("hotel_id", "country"),
                "hotel",
                List.of("id", "country")));
    String relationship =
        """
        schema:
          - name: room_rate
            properties:
              - {name: hotel_id, relationships: [{to: hotel.id}]}
              - {name: country}
            relationships:
              - {from: [room_rate.hotel_id, room_rate.country], to: [hotel.id, hotel.country]}
        """;
    assertThat(
            ContractText.read(relationship + hotel).table("room_rate").orElseThrow().references())
        .containsExactly(
            new ReferenceQuery(
                "hotel_id-country-reference",
                List.of("hotel_id", "country"),
                "hotel",
                List.of("id", "country")),
            new ReferenceQuery("hotel_id-reference", List.of("hotel_id"), "hotel", List.of("id")));
  }
}
