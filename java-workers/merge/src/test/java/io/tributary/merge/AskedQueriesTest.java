package io.tributary.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.command.Day;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.AskedQueries;
import io.tributary.core.document.AskedQueries.Asking;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.CleanedDay.Removal;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.RunRecord;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    assertThat(run(delivery).message()).contains("1 were published already");
  }

  @Test
  void theNextRunAsksOnceMoreWhatWasPublishedUnasked() {
    TestDelivery delivery = rates("unasked").extract();
    asked(delivery, fingerprint(), 2, HEAP);
    run(delivery);
    record(delivery, "test", 1, Instant.now(), Optional.empty());
    record(delivery, "test", 2, Instant.now(), Optional.empty());

    // Its own first worker ends at it, too: that is proof enough.
    Map<String, AskedQueries.Asked> left = book(delivery).unanswered();
    assertThat(left).containsOnlyKeys("two");
    List<Asking> askings = new ArrayList<>(left.get("two").askings());
    askings.add(new Asking("next", 0, 1, false));
    write(delivery, fingerprint(), new AskedQueries.Asked(askings, HEAP, true));
    assertThat(run(attempt(delivery, "next", 2)).message()).contains("1 were published already");

    run(attempt(delivery, "after-next", 1));
    assertThat(text(delivery)).isEqualTo(text(undisturbed));
    assertThat(delivery.text(delivery.layout().asked(RATE))).isEmpty();
  }

  @Test
  void whatCleanHasTakenTheRowsOfIsNotAskedAgain() {
    TestDelivery delivery = rates("cleaned").extract();
    asked(delivery, fingerprint(), 2, HEAP);
    run(delivery);
    DayLayout layout = delivery.layout();
    Removal removal = new Removal(Instant.now(), 1, 1);
    CleanedDay cleaned =
        new CleanedDay(
            CleanedDay.VERSION,
            layout.partner(),
            layout.date(),
            Optional.of(removal),
            Optional.empty(),
            Optional.empty());
    delivery
        .day()
        .store()
        .write(layout.cleaned(), Payload.of(Json.bytes(cleaned)), WriteCondition.none());

    WorkerResult again = run(attempt(delivery, "after-clean", 1));

    assertThat(again.message()).contains("1 were published already");
  }

  @Test
  void moreMemoryIsAnotherChanceForWhatWasPublishedUnasked() {
    TestDelivery delivery = rates("unasked").extract();
    asked(delivery, fingerprint(), 2, HEAP);
    run(delivery);
    write(
        delivery,
        fingerprint(),
        new AskedQueries.Asked(book(delivery).unanswered().get("two").askings(), HEAP / 2, true));

    run(delivery);

    assertThat(text(delivery)).isEqualTo(text(undisturbed));
  }

  @Test
  void runsThatGoOnOrEndedByThemselvesEndedAtNoQuery() {
    TestDelivery delivery = rates("beside").extract();
    Instant now = Instant.now();
    record(delivery, "beside", 1, now, Optional.empty());
    record(delivery, "ended", 1, now, Optional.of(now));
    record(delivery, "ended", 2, now, Optional.empty());
    write(
        delivery,
        fingerprint(),
        new AskedQueries.Asked(
            List.of(
                new Asking("beside", 0, 1, false),
                new Asking("ended", 0, 1, false),
                new Asking("ended", 0, 2, false),
                new Asking("unknown", 0, 1, false)),
            HEAP,
            false));

    run(delivery);

    assertThat(text(delivery)).isEqualTo(text(undisturbed));
  }

  @Test
  void runsThatAreSurelyOverOrLostTheirExecutorsCount() {
    Instant now = Instant.now();
    TestDelivery followed = rates("followed").extract();
    record(followed, "other", 1, now, Optional.empty());
    record(followed, "other", 2, now.minus(Duration.ofHours(25)), Optional.empty());
    write(
        followed,
        fingerprint(),
        new AskedQueries.Asked(
            List.of(new Asking("other", 0, 1, false), new Asking("other", 0, 2, false)),
            HEAP,
            false));
    run(followed);
    assertThat(finding(followed, "two").message())
        .contains("ended the worker, or the worker was killed from outside, twice");

    TestDelivery lost = rates("lost").extract();
    record(lost, "other", 1, now, Optional.of(now));
    record(lost, "other", 2, now, Optional.of(now));
    write(
        lost,
        fingerprint(),
        new AskedQueries.Asked(
            List.of(new Asking("other", 0, 1, true), new Asking("other", 0, 2, true)),
            HEAP,
            false));
    run(lost);
    assertThat(finding(lost, "two").actual()).isEqualTo("unknown");
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
    write(
        delivery,
        fingerprint,
        new AskedQueries.Asked(
            Collections.nCopies(times, new Asking("test", 0, 1, false)), heap, false));
  }

  private static void write(TestDelivery delivery, String fingerprint, AskedQueries.Asked asked) {
    AskedQueries book =
        new AskedQueries(AskedQueries.VERSION, RATE, fingerprint, Map.of("two", asked));
    delivery
        .store()
        .write(delivery.layout().asked(RATE), Payload.of(Json.bytes(book)), WriteCondition.none());
  }

  private static AskedQueries book(TestDelivery delivery) {
    return Json.read(delivery.store(), delivery.layout().asked(RATE), AskedQueries.class);
  }

  private static Day attempt(TestDelivery delivery, String runId, int attempt) {
    return delivery.day(delivery.store(), new RunIdentity(runId, 0, attempt));
  }

  private static void record(
      TestDelivery delivery, String runId, int attempt, Instant started, Optional<Instant> ended) {
    RunRecord record =
        new RunRecord(
            RunRecord.VERSION,
            runId,
            "merge",
            0,
            attempt,
            started,
            ended,
            ended.map(unused -> "temporary"),
            ended.map(unused -> 75),
            Optional.empty(),
            1,
            1,
            Map.of());
    delivery
        .store()
        .write(
            delivery.layout().runRecord(runId, "merge", 0, attempt),
            Payload.of(Json.bytes(record)),
            WriteCondition.none());
  }

  private static String text(TestDelivery delivery) {
    return delivery.text(delivery.layout().metadata(RATE)).orElseThrow();
  }
}
