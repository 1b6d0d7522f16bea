package io.tributary.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.document.Finding;
import io.tributary.core.document.HeldTable;
import io.tributary.core.document.Json;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Sample;
import io.tributary.core.error.DataException;
import io.tributary.core.fixture.FaultyStore;
import io.tributary.merge.spark.SharedSpark;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** References between tables, and tables that rules hold back. */
class ContractHoldTest extends ContractScene {
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
}
