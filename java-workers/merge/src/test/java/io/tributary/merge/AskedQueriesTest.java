package io.tributary.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.AskedQueries;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of queries that an earlier worker was asked when it ended. */
class AskedQueriesTest extends ContractScene {
  private static final long HEAP = Runtime.getRuntime().maxMemory();

  private TestDelivery undisturbed;

  @BeforeEach
  void mergeUndisturbed() throws IOException {
    contract(
        sql("one", "SELECT count(*) FROM room_rate WHERE price < 0", "mustBe: 0")
            + sql("two", "SELECT count(*) FROM room_rate WHERE price IS NULL", "mustBe: 0"));
    undisturbed = rates("undisturbed").extract();
    run(undisturbed);
  }

  @Test
  void aWorkerThatWasKilledOnceLeavesTheSameBytes() {
    TestDelivery delivery = rates("killed").extract();
    asked(delivery, fingerprint(), 1, HEAP);

    run(delivery);

    assertThat(text(delivery)).isEqualTo(text(undisturbed));
    assertThat(delivery.text(delivery.layout().asked(RATE))).isEmpty();
  }

  @Test
  void aQueryThatEndedTwoWorkersIsNotAskedAgain() {
    TestDelivery delivery = rates("twice").extract();
    asked(delivery, fingerprint(), 2, HEAP);

    run(delivery);

    assertThat(finding(delivery, "two").actual()).isEqualTo("unknown");
    assertThat(finding(delivery, "one").actual()).isEqualTo("2");
    assertThat(delivery.text(delivery.layout().asked(RATE))).isEmpty();
  }

  @Test
  void moreMemoryOrAnotherDeliveryIsAnotherChance() {
    TestDelivery delivery = rates("memory").extract();
    asked(delivery, fingerprint(), 2, HEAP / 2);
    run(delivery);
    assertThat(text(delivery)).isEqualTo(text(undisturbed));

    TestDelivery other = rates("other").extract();
    asked(other, "0".repeat(64), 2, HEAP);
    run(other);
    assertThat(text(other)).isEqualTo(text(undisturbed));
    assertThat(other.text(other.layout().asked(RATE))).isEmpty();
  }

  @Test
  void whatIsNoBookSaysNothing() {
    TestDelivery delivery = rates("garbage").extract();
    delivery
        .store()
        .write(
            delivery.layout().asked(RATE), Payload.of("{".getBytes(UTF_8)), WriteCondition.none());

    run(delivery);

    assertThat(text(delivery)).isEqualTo(text(undisturbed));
    assertThat(delivery.text(delivery.layout().asked(RATE))).isEmpty();
  }

  private String fingerprint() {
    return Json.read(
            undisturbed.store(), undisturbed.layout().success(RATE), PublicationMarker.class)
        .fingerprint();
  }

  private static void asked(TestDelivery delivery, String fingerprint, int times, long heap) {
    AskedQueries book =
        new AskedQueries(
            AskedQueries.VERSION,
            RATE,
            fingerprint,
            Map.of("two", new AskedQueries.Asked(times, heap)));
    delivery
        .store()
        .write(delivery.layout().asked(RATE), Payload.of(Json.bytes(book)), WriteCondition.none());
  }

  private static String text(TestDelivery delivery) {
    return delivery.text(delivery.layout().metadata(RATE)).orElseThrow();
  }
}
