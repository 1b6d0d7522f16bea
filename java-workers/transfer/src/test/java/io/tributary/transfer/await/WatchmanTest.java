package io.tributary.transfer.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.document.SourceList;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ExemptDateException;
import io.tributary.core.fixture.WebhookServer;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchmanTest {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final Instant BEFORE = Scene.at("2025-03-17T20:00");
  private static final Instant MARKED = Scene.at("2025-03-17T21:00");

  @TempDir private Path directory;
  private Scene scene;

  @BeforeEach
  void begin() throws IOException {
    scene = new Scene(directory);
  }

  @Test
  void aCompleteDeliveryIsFrozenAtOnce() {
    scene.file("b.tar.gz", "bb", BEFORE).file("a.tar.gz", "a", BEFORE).file("notes.txt", "x");
    scene.file("_COMPLETE", "", MARKED);
    String message = scene.await().message();
    SourceList list = scene.frozen();
    assertThat(scene.frozenNames()).containsExactly("a.tar.gz", "b.tar.gz");
    assertThat(list.archives().get(1))
        .isEqualTo(
            new SourceList.Archive("b.tar.gz", 2, BEFORE, Optional.empty(), Optional.empty()));
    assertThat(list.revision()).isOne();
    assertThat(list.marker()).contains("_COMPLETE");
    assertThat(list.missing()).isEmpty();
    assertThat(list.frozenAt()).isEqualTo(scene.now());
    assertThat(scene.looks).isZero();
    assertThat(message).contains("2 archives").contains("sources.json");
  }

  @Test
  void itWaitsForTheMarker() {
    scene
        .file("a.tar.gz", "a", BEFORE)
        .then("2025-03-18T03:00", () -> scene.file("b.tar.gz", "b"))
        .then("2025-03-18T03:10", () -> scene.file("_COMPLETE", ""));
    scene.await();
    assertThat(scene.frozenNames()).containsExactly("a.tar.gz", "b.tar.gz");
    assertThat(scene.now()).isBefore(Scene.at("2025-03-18T03:12"));
  }

  @Test
  void aFreshMarkerThatIsStillBeingWrittenIsNotBelieved() {
    scene
        .file("a.tar.gz", "a", BEFORE)
        .file("b.tar.gz", "b", BEFORE)
        .file("_COMPLETE", "a.tar.gz 1\n")
        .then("2025-03-18T00:00:01", () -> scene.file("_COMPLETE", "a.tar.gz 1\nc.tar.gz 1\n"))
        .then("2025-03-18T01:00", () -> scene.file("c.tar.gz", "c"));
    scene.await();
    assertThat(scene.frozenNames()).containsExactly("a.tar.gz", "b.tar.gz", "c.tar.gz");
  }

  @Test
  void whatTheMarkerSaysIsFrozen() {
    scene
        .file("a.tar.gz", "a", MARKED)
        .file("b.tar.gz", "b", BEFORE)
        .file("_COMPLETE", "a.tar.gz 1\n" + HASH + "  b.tar.gz\n", MARKED);
    scene.await();
    assertThat(scene.looks).isZero();
    assertThat(scene.frozen().archives())
        .containsExactly(
            new SourceList.Archive("a.tar.gz", 1, MARKED, Optional.empty(), Optional.of(1L)),
            new SourceList.Archive("b.tar.gz", 1, BEFORE, Optional.of(HASH), Optional.empty()));
  }

  @Test
  void anArchiveNewerThanTheMarkerHasToBeStable() {
    scene
        .file("a.tar.gz", "a", MARKED)
        .file("_COMPLETE", "", MARKED)
        .then("2025-03-18T00:00:40", () -> scene.file("a.tar.gz", "aa"));
    scene.await();
    assertThat(scene.frozen().archives().get(0).size()).isEqualTo(2);
    assertThat(scene.now())
        .isBetween(Scene.at("2025-03-18T00:01:40"), Scene.at("2025-03-18T00:02:10"));
  }

  @Test
  void listedArchivesAreWaitedForAndMissingOnesFrozenAsMissingAtGiveUp() {
    scene
        .file("a.tar.gz", "a", BEFORE)
        .file("_COMPLETE", "a.tar.gz\nlate.tar.gz\nnever.tar.gz\n", MARKED)
        .then("2025-03-18T07:00", () -> scene.file("late.tar.gz", "l"));
    assertThat(scene.await().message()).contains("never.tar.gz");
    assertThat(scene.frozenNames()).containsExactly("a.tar.gz", "late.tar.gz");
    assertThat(scene.frozen().missing()).containsExactly("never.tar.gz");
    assertThat(scene.now()).isEqualTo(Scene.at("2025-03-18T12:00"));
  }

  @Test
  void anArchiveThatTheMarkerDoesNotListCountsAllTheSame() {
    scene
        .file("a.tar.gz", "a", BEFORE)
        .file("b.tar.gz", "b", BEFORE)
        .file("c.tgz", "c", BEFORE)
        .file("_COMPLETE", "a.tar.gz\nc.tgz\n", MARKED);
    scene.await();
    assertThat(scene.frozenNames()).containsExactly("a.tar.gz", "b.tar.gz", "c.tgz");
  }

  @Test
  void noDeliveryIsAnErrorAtGiveUpAndAtOnceForADateLongPast() {
    scene.file("a.tar.gz", "a", BEFORE);
    assertThatThrownBy(scene::await)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2025-03-17")
        .hasMessageContaining("_COMPLETE");
    assertThat(scene.now()).isEqualTo(Scene.at("2025-03-18T12:00"));

    scene.startingAt("2025-05-01T00:00");
    int before = scene.looks;
    assertThatThrownBy(scene::await).isInstanceOf(DataException.class);
    assertThat(scene.looks).isEqualTo(before);
    assertThat(scene.store.head(scene.layout.sources())).isEmpty();
  }

  @Test
  void aMarkerWithoutAnyArchiveIsNoDelivery() {
    scene.startingAt("2025-05-01T00:00").file("_COMPLETE", "", MARKED);
    assertThatThrownBy(scene::await).isInstanceOf(DataException.class);
    scene.file("_COMPLETE", "a.tar.gz\n", MARKED);
    assertThatThrownBy(scene::await).isInstanceOf(DataException.class);
  }

  @Test
  void aDirectoryThatIsNotThereIsEmpty() throws IOException {
    Files.delete(scene.delivery);
    scene.startingAt("2025-05-01T00:00");
    assertThatThrownBy(scene::await).isInstanceOf(DataException.class);
  }

  @Test
  void theCalendarExemptsOnlyDatesWithoutADelivery() {
    scene.exempt();
    assertThatThrownBy(scene::await).isInstanceOf(ExemptDateException.class);
    assertThat(scene.looks).isZero();
    scene.file("a.tar.gz", "a", BEFORE).file("_COMPLETE", "", MARKED);
    scene.await();
    assertThat(scene.frozenNames()).containsExactly("a.tar.gz");
  }

  @Test
  void withoutAMarkerTheListingHasToBeStable() {
    scene
        .withoutMarker()
        .file("a.tar.gz", "a", BEFORE)
        .then("2025-03-18T00:00:50", () -> scene.file("b.tar.gz", "b"))
        .then("2025-03-18T00:01:20", () -> scene.file("unrelated.txt", "b"));
    scene.await();
    assertThat(scene.frozenNames()).containsExactly("a.tar.gz", "b.tar.gz");
    assertThat(scene.frozen().marker()).isEmpty();
    assertThat(scene.now()).isBefore(Scene.at("2025-03-18T00:02:30"));
  }

  @Test
  void withoutAMarkerADateLongPastIsLookedAtLongEnough() {
    scene.startingAt("2025-05-01T00:00").withoutMarker().file("a.tar.gz", "a", BEFORE);
    scene.await();
    assertThat(scene.frozenNames()).containsExactly("a.tar.gz");
    assertThat(scene.now()).isEqualTo(Scene.at("2025-05-01T00:01"));
  }

  @Test
  void aMalformedMarkerIsAnError() {
    scene.file("a.tar.gz", "a", BEFORE).file("_COMPLETE", "a.tar.gz\n../b.tar.gz\n", MARKED);
    assertThatThrownBy(scene::await)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("_COMPLETE");
  }

  @Test
  void clearingKeepsAnEqualListAndReplacesAnotherOne() {
    scene.file("a.tar.gz", "a", BEFORE).file("_COMPLETE", "", MARKED);
    scene.await();
    SourceList first = scene.frozen();
    scene.startingAt("2025-03-19T00:00");
    assertThat(scene.await().message()).contains("kept revision 1");
    assertThat(scene.frozen()).isEqualTo(first);

    scene.file("b.tar.gz", "b", BEFORE);
    scene.await();
    assertThat(scene.frozen().revision()).isEqualTo(2);
    assertThat(scene.frozenNames()).containsExactly("a.tar.gz", "b.tar.gz");

    scene.remove("a.tar.gz");
    scene.remove("b.tar.gz");
    scene.remove("_COMPLETE");
    assertThat(scene.await().message()).contains("kept revision 2");
  }

  @Test
  void aSourceThatRemovesOldArchivesOneByOneKeepsTheList() {
    scene
        .file("a.tar.gz", "a", BEFORE)
        .file("b.tar.gz", "b", BEFORE)
        .file("_COMPLETE", "a.tar.gz\nb.tar.gz\n", MARKED);
    scene.await();
    SourceList first = scene.frozen();
    scene.remove("a.tar.gz");
    scene.startingAt("2025-04-19T00:00");
    assertThat(scene.await().message()).contains("only a part").contains("kept revision 1");
    assertThat(scene.frozen()).isEqualTo(first);

    scene.file("b.tar.gz", "other", BEFORE);
    scene.await();
    assertThat(scene.frozen().revision()).isEqualTo(2);
    assertThat(scene.frozen().missing()).containsExactly("a.tar.gz");
  }

  @Test
  void aSourceWithoutAListThatRemovesOldArchivesKeepsTheList() {
    scene.file("a.tar.gz", "a", BEFORE).file("b.tar.gz", "b", BEFORE).file("_COMPLETE", "", MARKED);
    scene.await();
    SourceList first = scene.frozen();
    scene.remove("a.tar.gz");
    scene.startingAt("2025-04-19T00:00");
    assertThat(scene.await().message()).contains("only a part").contains("kept revision 1");
    assertThat(scene.frozen()).isEqualTo(first);

    scene.remove("_COMPLETE");
    assertThat(scene.await().message()).contains("only a part").contains("kept revision 1");
    assertThat(scene.frozen()).isEqualTo(first);

    scene.file("c.tar.gz", "c", BEFORE).file("_COMPLETE", "", MARKED);
    scene.await();
    assertThat(scene.frozenNames()).containsExactly("b.tar.gz", "c.tar.gz");
  }

  @Test
  void withoutAMarkerToo() {
    scene.withoutMarker().file("a.tar.gz", "a", BEFORE).file("b.tar.gz", "b", BEFORE);
    scene.await();
    SourceList first = scene.frozen();
    scene.remove("b.tar.gz");
    scene.startingAt("2025-04-19T00:00");
    assertThat(scene.await().message()).contains("only a part").contains("kept revision 1");
    assertThat(scene.frozen()).isEqualTo(first);
  }

  @Test
  void aMarkerThatSaysMoreOfTheSameArchivesMakesANewRevision() {
    scene.file("a.tar.gz", "a", BEFORE).file("_COMPLETE", "", MARKED);
    scene.await();
    scene.file("_COMPLETE", "a.tar.gz 1\n", MARKED);
    scene.await();
    assertThat(scene.frozen().revision()).isEqualTo(2);
    assertThat(scene.frozen().archives().get(0).listedSize()).contains(1L);
  }

  @Test
  void aMarkerThatNoLongerListsAnArchiveTakesItBack() {
    scene
        .file("a.tar.gz", "a", BEFORE)
        .file("b.tar.gz", "b", BEFORE)
        .file("_COMPLETE", "a.tar.gz\nb.tar.gz\n", MARKED);
    scene.await();
    scene.remove("a.tar.gz");
    scene.file("_COMPLETE", "b.tar.gz\n", MARKED);
    scene.startingAt("2025-03-19T00:00");
    scene.await();
    assertThat(scene.frozenNames()).containsExactly("b.tar.gz");
  }

  @Test
  void manyArchivesAreFrozen() {
    StringBuilder marker = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      String name = String.format("batch-%05d.tar.gz", i);
      scene.file(name, "x", BEFORE);
      marker.append(HASH).append("  ").append(name).append('\n');
    }
    scene.file("_COMPLETE", marker.toString(), MARKED);
    scene.await();
    assertThat(scene.frozenNames()).hasSize(2_000);
  }

  @Test
  void aDeadlineThatPassesIsToldOnceAndTheEndOfWaitingToo() throws IOException {
    try (WebhookServer server = new WebhookServer()) {
      scene.file("a.tar.gz", "a", BEFORE).alerting(server.address("/a"));

      assertThatThrownBy(scene::await).isInstanceOf(DataException.class);
      assertThat(server.bodies()).hasSize(2);
      assertThat(server.bodies().get(0))
          .contains("overseas-1 2025-03-17: not published at its deadline")
          .contains("2025-03-18T06:00+09:00")
          .contains("\"rule\":\"overdue\"");
      assertThat(server.bodies().get(1))
          .contains("no delivery of 2025-03-17")
          .contains("\"rule\":\"source-list\"");

      // The task is cleared within the same hours: everybody knows already.
      scene.startingAt("2025-03-18T07:00");
      assertThatThrownBy(scene::await).isInstanceOf(DataException.class);
      assertThat(server.bodies()).hasSize(2);
    }
  }

  @Test
  void aMessengerThatIsAwayAtTheDeadlineIsTriedAgainWhileWaiting() throws IOException {
    try (WebhookServer server = new WebhookServer()) {
      scene
          .file("a.tar.gz", "a", BEFORE)
          .alerting(server.address("/a"))
          .then("2025-03-18T06:00:10", () -> server.answering(200))
          .then("2025-03-18T06:30", () -> scene.file("_COMPLETE", "", BEFORE));
      server.answering(503);

      scene.await();

      assertThat(server.bodies()).hasSize(2).allMatch(body -> body.contains("overdue"));
    }
  }

  @Test
  void ofADayOfThePastNobodyIsToldInTheMiddle() throws IOException {
    try (WebhookServer server = new WebhookServer()) {
      scene
          .startingAt("2025-03-20T00:00")
          .file("a.tar.gz", "a", BEFORE)
          .file("_COMPLETE", "", BEFORE)
          .alerting(server.address("/a"));
      scene.await();
      assertThat(server.posts()).isEmpty();
    }
  }

  @Test
  void aDayThatIsPublishedAndLookedForAgainIsNotOverdue() throws IOException {
    try (WebhookServer server = new WebhookServer()) {
      scene
          .startingAt("2025-03-18T07:00")
          .file("a.tar.gz", "a", BEFORE)
          .alerting(server.address("/a"))
          .then("2025-03-18T07:30", () -> scene.file("_COMPLETE", "", BEFORE));
      String summary =
          """
          {"version": 1, "partner": "overseas-1", "date": "2025-03-17", "verdict": "ok",
           "archives": {}, "members": {}, "stages": {}, "findings": [], "refusals": [],
           "missing": [], "fingerprints": {}, "published": [],
           "tables": {"t": {"delivered": 1, "published": true}}}
          """;
      scene.store.write(
          scene.layout.report("summary.json"), Payload.of(summary), WriteCondition.none());
      scene.await();
      assertThat(server.posts()).isEmpty();
    }
  }
}
