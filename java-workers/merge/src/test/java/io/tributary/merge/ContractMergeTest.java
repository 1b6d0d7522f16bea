package io.tributary.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Finding;
import io.tributary.core.document.HeldTable;
import io.tributary.core.document.Json;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Sample;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.error.DataException;
import io.tributary.core.store.Location;
import io.tributary.merge.spark.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a contract's queries and references do to a day's tables. */
class ContractMergeTest {
  private static final String RATE = "room_rate";
  private static final String HOLD = "customProperties: [{property: action, value: hold}]";

  @TempDir private Path folder;

  @BeforeEach
  void writePartnerFile() throws IOException {
    partner("", "");
  }

  private void partner(String merge, String tables) throws IOException {
    Files.writeString(
        folder.resolve("partner.yaml"),
        """
        partner: contracts
        source: {uri: "file:///delivery"}
        storage: file:///elsewhere
        contract: contract.odcs.yaml
        merge: {part-size: 6MB%s}
        %s
        """
            .formatted(merge, tables));
    contract("");
  }

  /** A contract of two tables, with rules of the table room_rate. */
  private void contract(String quality) throws IOException {
    Files.writeString(
        folder.resolve("contract.odcs.yaml"),
        """
        apiVersion: v3.1.0
        kind: DataContract
        id: contracts
        version: 1.0.0
        status: active
        schema:
          - name: hotel
            properties:
              - name: hotel_id
          - name: room_rate
            properties:
              - name: hotel_id
              - {name: price, logicalType: number}
              - {name: stay_date, logicalType: date, logicalTypeOptions: {format: dd.MM.yyyy}}
        """
            + (quality.isEmpty() ? "" : "    quality:\n" + quality.indent(6)));
  }

  private static String sql(String id, String query, String more) {
    return """
        - id: %s
          type: sql
          query: "%s"
        %s"""
        .formatted(id, query, more.indent(2));
  }

  private static String reference(String more) {
    return """
        - id: known-hotel
          type: custom
          engine: tributary
          implementation: {rule: reference, columns: [hotel_id], table: hotel, mustBe: 0}
        %s"""
        .formatted(more.indent(2));
  }

  private TestDelivery delivery(String name) {
    return TestDelivery.of(folder.resolve("partner.yaml"), Location.of(folder.resolve(name)));
  }

  private static WorkerResult run(TestDelivery delivery) {
    return new MergeRun(delivery.day(), SharedSpark.runtime(), false)
        .run(new TableSelection(List.of(), false, List.of()));
  }

  private TestDelivery rates(String name) {
    return delivery(name)
        .member(
            "a.tar.gz",
            "room_rate_20250317_1.csv",
            "hotel_id,price,stay_date\nh1,10.50,17.03.2025\nh2,-1,18.03.2025\nh9,NULL,\n")
        .member(
            "b.tar.gz",
            "room_rate_20250317_2.csv",
            "price,hotel_id\nabc,h9\n\"1,0\",\"h1\"\n-0.5,\nbroken\n7,h7\n7,h9\n");
  }

  private static TestDelivery hotels(TestDelivery delivery) {
    return delivery.member("a.tar.gz", "hotel_20250317_1.csv", "hotel_id\nh1\nh2\n");
  }

  private static TableMetadata metadata(TestDelivery delivery, String table) {
    return Json.read(delivery.store(), delivery.layout().metadata(table), TableMetadata.class);
  }

  private static Finding finding(TestDelivery delivery, String rule) {
    return metadata(delivery, RATE).quality().findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void queriesSeeTheRowsThatAreAboutToBePublished() throws IOException {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("SELECT count(*) FROM {object} WHERE price < 0", "2");
    answers.put("SELECT count(*) FROM room_rate WHERE price IS NULL", "3");
    answers.put("SELECT count(*) FROM {table} WHERE hotel_id IS NULL", "1");
    answers.put("SELECT sum(price) FROM {object}", "23");
    answers.put("SELECT count(*) FROM {object}", "8");
    answers.put("SELECT count(DISTINCT *) FROM {object}", "2");
    answers.put("SELECT count(*) FROM {object} WHERE stay_date > {date}", "1");
    answers.put("SELECT max(n) FROM (SELECT count(*) n FROM room_rate GROUP BY hotel_id)", "3");
    answers.put("SELECT (SELECT count(*) FROM room_rate WHERE hotel_id = 'h1') + 1", "3");
    answers.put("SELECT avg(price) / 2 FROM {object}", "2.3");
    answers.put("SELECT count(*) > 3 FROM {object}", "1");
    answers.put(
        "WITH r AS (SELECT * FROM room_rate) SELECT count(*) FROM r a JOIN r b ON a.price = b.price",
        "7");
    contract(asked(answers.keySet(), "mustBe: 12345678"));
    TestDelivery delivery = rates("seen").extract();

    assertThat(run(delivery).published()).containsExactly(RATE);

    int number = 0;
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      Finding finding = finding(delivery, "asked-" + number++);
      assertThat(finding.actual()).as(answer.getKey()).isEqualTo(answer.getValue());
    }
  }

  private static String asked(Collection<String> queries, String more) {
    StringBuilder rules = new StringBuilder();
    int number = 0;
    for (String query : queries) {
      rules.append(sql("asked-" + number++, query, more));
    }
    return rules.toString();
  }

  @Test
  void aQueryThatCannotBeAnsweredFailsItsRuleAlone() throws IOException {
    Map<String, String> failures = new LinkedHashMap<>();
    failures.put("SELECT count(*), sum(price) FROM {object}", "gives 2 columns");
    failures.put("SELECT price FROM {object}", "gives more than one row");
    failures.put("SELECT count(*) FROM {object} HAVING count(*) < 0", "gives no row");
    failures.put("SELECT max(hotel_id) FROM {object}", "gives a string");
    failures.put("SELECT sum(price) FROM {object} WHERE price > 1000", "returned NULL");
    failures.put("SELECT count(*) FROM {object} WHERE no_column > 1", "no_column");
    failures.put("SELECT count(*) FRM {object}", "PARSE_SYNTAX_ERROR");
    failures.put("SELECT 1 / sum(0) FROM {object}", "DIVIDE_BY_ZERO");
    failures.put("SELECT count(*) FROM csv.`/etc/passwd`", "cannot be found");
    failures.put("SELECT count(*) FROM other_table", "other_table");
    failures.put("DROP VIEW room_rate", "is no query");
    failures.put("SET spark.sql.ansi.enabled=false", "is no query");
    failures.put("INSERT INTO room_rate SELECT * FROM room_rate", "is no query");
    failures.put("SELECT TRANSFORM(price) USING 'cat' FROM {object}", "is no query");
    failures.put("SELECT reflect('java.lang.Math', 'random')", "runs code");
    failures.put("SELECT count(*) FROM {object} WHERE rand() > 0.5", "uses rand");
    failures.put("SELECT count(*) FROM {object} WHERE stay_date < current_date()", "current_date");
    contract(
        asked(failures.keySet(), "mustBe: 0\nseverity: warn")
            + sql("right", "SELECT count(*) FROM room_rate WHERE price < 0", "mustBe: 0"));
    TestDelivery delivery = rates("failing").extract();

    assertThat(run(delivery).published()).containsExactly(RATE);

    int number = 0;
    for (Map.Entry<String, String> failure : failures.entrySet()) {
      Finding finding = finding(delivery, "asked-" + number++);
      assertThat(finding.message())
          .as(failure.getKey())
          .contains(failure.getValue())
          .doesNotContain("\n");
      assertThat(finding.actual()).isEqualTo("unknown");
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    }
    assertThat(finding(delivery, "right").actual()).isEqualTo("2");
  }

  @Test
  void aQueryThatHoldsIsNoNews() throws IOException {
    contract(sql("fine", "SELECT count(*) FROM room_rate WHERE price > 100", "mustBe: 0"));
    TestDelivery delivery = rates("fine").extract();
    run(delivery);

    assertThat(metadata(delivery, RATE).quality().findings())
        .extracting(Finding::rule)
        .doesNotContain("fine");
  }

  @Test
  void aQueryThatTakesTooLongFailsAlone() throws IOException {
    partner(", query-timeout: 1s", "");
    contract(
        sql(
            "slow",
            "SELECT count(*) FROM range(100000) a CROSS JOIN range(10000000) b CROSS JOIN"
                + " room_rate r WHERE sqrt(a.id * b.id) < 0",
            "mustBe: 0"));
    TestDelivery delivery = rates("slow").extract();

    assertThat(run(delivery).published()).containsExactly(RATE);
    assertThat(finding(delivery, "slow").message()).contains("took longer than 1 s");
  }

  @Test
  void rowsThatAreNotPublishedAreNotSeen() throws IOException {
    partner(
        "",
        "tables: {room_rate: {primary-key: [hotel_id], on-duplicate: drop,"
            + " on-collision: quarantine}, hotel: {}}");
    contract(sql("rows", "SELECT count(*) FROM {object}", "mustBe: 0"));
    TestDelivery delivery =
        delivery("decided")
            .member("a.tar.gz", "room_rate_20250317_1.csv", "hotel_id,price\nh1,1\nh1,1\nh1,2\n")
            .member("b.tar.gz", "room_rate_20250317_1.csv", "hotel_id,price\nh1,1\nh1,1\nh1,2\n")
            .member("c.tar.gz", "room_rate_20250317_2.csv", "hotel_id,price\nh2,1\n")
            .extract();
    run(delivery);

    assertThat(finding(delivery, "rows").actual()).isEqualTo("2");
    assertThat(metadata(delivery, RATE).rows()).isEqualTo(2);
  }

  @Test
  void rowsThatNameNoRowOfTheOtherTableAreCountedAndShown() throws IOException {
    contract(reference(""));
    TestDelivery delivery = hotels(rates("orphans")).extract();

    assertThat(run(delivery).published()).containsExactlyInAnyOrder(RATE, "hotel");

    Finding finding = finding(delivery, "known-hotel");
    assertThat(finding.actual()).startsWith("4 rows");
    assertThat(finding.samples())
        .containsExactly(
            new Sample("a.tar.gz", "room_rate_20250317_1.csv", 4, "h9"),
            new Sample("b.tar.gz", "room_rate_20250317_2.csv", 6, "h7"));
  }

  @Test
  void withoutTheOtherTableNobodyCanSayWhetherItsRowsAreThere() throws IOException {
    contract(reference(""));
    TestDelivery delivery = rates("alone").extract();

    assertThat(run(delivery).published()).containsExactly(RATE);
    assertThat(finding(delivery, "known-hotel").message())
        .contains("table hotel is not in this delivery");
  }

  @Test
  void anotherDeliveryOfTheOtherTableJudgesThisOneAgain() throws IOException {
    contract(reference(""));
    run(hotels(rates("again")).extract());
    assertThat(run(hotels(rates("again")).extract()).published()).isEmpty();
    TestDelivery later =
        hotels(rates("again"))
            .member("c.tar.gz", "hotel_20250317_2.csv", "hotel_id\nh9\n")
            .extract();

    assertThat(run(later).published()).containsExactlyInAnyOrder(RATE, "hotel");
    assertThat(finding(later, "known-hotel").actual()).startsWith("1 row");
  }

  @Test
  void aHeldTableLeavesTheEarlierPublicationAndTheOtherTablesAlone() throws IOException {
    TestDelivery first = hotels(rates("held")).extract();
    run(first);
    String before = first.text(first.layout().success(RATE)).orElseThrow();
    contract(reference(HOLD));
    TestDelivery held =
        hotels(rates("held")).member("c.tar.gz", "hotel_20250317_2.csv", "hotel_id\nh3\n");
    held.extract();

    assertThatThrownBy(() -> run(held))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 of 2 tables failed")
        .hasMessageContaining("room_rate is held back")
        .hasMessageContaining("known-hotel");

    assertThat(held.text(held.layout().success(RATE))).contains(before);
    assertThat(metadata(held, "hotel").rows()).isEqualTo(3);
    HeldTable why = Json.read(held.store(), held.layout().held(RATE), HeldTable.class);
    assertThat(why.unanswered()).isEmpty();
    assertThat(why.metadata().counts().merged()).isEqualTo(8);
    assertThat(why.metadata().quality().findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo("known-hotel");
              assertThat(finding.action()).isEqualTo(RuleAction.HOLD);
              assertThat(finding.samples()).hasSize(2);
            });
    assertThat(held.store().pendingUploads(held.layout().day())).isEmpty();
  }

  @Test
  void aTableThatIsHeldIsNotJudgedTwiceAndComesWhenItMay() throws IOException {
    contract(sql("none", "SELECT count(*) FROM room_rate WHERE price < 0", "mustBe: 0\n" + HOLD));
    TestDelivery delivery = rates("twice").extract();
    assertThatThrownBy(() -> run(delivery)).isInstanceOf(DataException.class);
    FaultyStore counting = new FaultyStore(delivery.store(), Integer.MAX_VALUE, true);

    assertThatThrownBy(
            () ->
                new MergeRun(delivery.day(counting), SharedSpark.runtime(), false)
                    .run(new TableSelection(List.of(), false, List.of())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none: the query gives 2");
    assertThat(counting.changes()).isZero();

    contract(sql("none", "SELECT count(*) FROM room_rate WHERE price < 0", "mustBe: 2"));
    assertThat(run(delivery).published()).containsExactly(RATE);
    assertThat(delivery.text(delivery.layout().held(RATE))).isEmpty();
  }

  @Test
  void aTableThatIsHeldForAFailedQueryIsAskedAgain() throws IOException {
    contract(sql("broken", "SELECT 1 / sum(0) FROM room_rate", "mustBe: 0\n" + HOLD));
    TestDelivery delivery = rates("asked-again").extract();
    assertThatThrownBy(() -> run(delivery)).isInstanceOf(DataException.class);
    HeldTable why = Json.read(delivery.store(), delivery.layout().held(RATE), HeldTable.class);
    assertThat(why.unanswered()).containsExactly("broken");
    delivery.store().delete(delivery.layout().held(RATE));

    assertThatThrownBy(() -> run(delivery)).isInstanceOf(DataException.class);
    assertThat(Json.read(delivery.store(), delivery.layout().held(RATE), HeldTable.class))
        .isEqualTo(why);
  }

  @Test
  void otherSplitsGiveTheSameBytes() throws IOException {
    String rules =
        reference("")
            + sql("mean", "SELECT avg(cast(price AS double)) FROM room_rate", "mustBe: 0")
            + sql("spread", "SELECT stddev(price) FROM room_rate", "mustBe: 0");
    contract(rules);
    TestDelivery one = large("one").extract();
    run(one);
    partner(", concurrent-tables: 1", "");
    Files.writeString(
        folder.resolve("partner.yaml"),
        Files.readString(folder.resolve("partner.yaml")).replace("6MB", "64MB"));
    contract(rules);
    TestDelivery other = large("other").extract();
    run(other);

    assertThat(published(other)).isEqualTo(published(one));
    assertThat(finding(one, "known-hotel").samples()).hasSize(3);
  }

  private TestDelivery large(String name) {
    TestDelivery delivery = hotels(delivery(name));
    for (int archive = 0; archive < 3; archive++) {
      StringBuilder rows = new StringBuilder("hotel_id,price,note\n");
      for (int row = 0; row < 60_000; row++) {
        int number = row * 7 + archive;
        rows.append('h').append(number % 5).append(',').append(number % 1000 / 7.0).append(',');
        rows.append("a note that makes the row long enough to have more than one split: ");
        rows.append(number).append(" and more of it and more of it and more of it\n");
      }
      delivery.member(
          "x" + archive + ".tar.gz", "room_rate_20250317_" + archive + ".csv", rows.toString());
    }
    return delivery;
  }

  private static Map<String, String> published(TestDelivery delivery) {
    Map<String, String> texts = new TreeMap<>();
    for (String table : List.of(RATE, "hotel")) {
      texts.put(table, delivery.text(delivery.layout().csv(table)).orElseThrow());
      texts.put(
          table + " metadata", delivery.text(delivery.layout().metadata(table)).orElseThrow());
    }
    return texts;
  }
}
