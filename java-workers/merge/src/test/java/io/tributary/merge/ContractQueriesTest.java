package io.tributary.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a contract's queries say of a table that is merged. */
class ContractQueriesTest extends ContractScene {
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
    failures.put(
        "SELECT count(*) FROM {object} WHERE rlike(repeat(hotel_id, 50000), '^(h|.)*$')",
        "the query failed: java.lang.StackOverflowError");
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
  void anEmptyMemberBetweenOthersIsNoRowToCheck() throws IOException {
    contract("");
    TestDelivery delivery =
        delivery("empty")
            .member("a.tar.gz", "room_rate_20250317_1.csv", "price\n1\n")
            .member("a.tar.gz", "room_rate_20250317_2.csv", "")
            .member("a.tar.gz", "room_rate_20250317_3.csv", "price\n2\nx\n")
            .extract();

    assertThat(run(delivery).published()).contains(RATE);
    assertThat(metadata(delivery, RATE).rows()).isEqualTo(3);
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
