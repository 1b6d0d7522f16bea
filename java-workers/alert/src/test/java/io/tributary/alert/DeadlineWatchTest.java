package io.tributary.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.Summary;
import io.tributary.core.fixture.WebhookServer;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlineWatchTest {
  /** 06:00 of the next day in Seoul. */
  private static final Instant DEADLINE = Instant.parse("2025-03-17T21:00:00Z");

  @TempDir Path folder;
  private WebhookServer server;
  private Day day;

  @BeforeEach
  void start() throws IOException {
    server = new WebhookServer();
    day =
        Fixture.day(
            folder, "alerts: [{severity: error, webhook: \"" + server.address("/a") + "\"}]");
  }

  @AfterEach
  void stop() {
    day.store().close();
    server.close();
  }

  private DeadlineWatch startingAt(Instant now) {
    return new DeadlineWatch(day, new Alerts(day), "extract", Clock.fixed(now, ZoneOffset.UTC));
  }

  /** Until the watch has told, or a time that is long beside it has passed. */
  private void awaitPost() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (server.posts().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
  }

  @Test
  void aWorkerThatRunsWhenTheDeadlinePassesTells() throws InterruptedException {
    try (DeadlineWatch first = startingAt(DEADLINE.minusMillis(50));
        DeadlineWatch second = startingAt(DEADLINE.minusMillis(50))) {
      awaitPost();
      assertThat(first).isNotSameAs(second);
    }
    assertThat(server.bodies())
        .singleElement()
        .asString()
        .contains("ERROR overseas-1 2025-03-17: not published at its deadline")
        .contains("extract is still running");
  }

  @Test
  void aWorkerThatBeginsTooLateTellsAtOnce() throws InterruptedException {
    try (DeadlineWatch watch = startingAt(DEADLINE.plus(Duration.ofHours(1)))) {
      awaitPost();
      assertThat(watch).isNotNull();
    }
    assertThat(server.posts()).hasSize(1);
  }

  @Test
  void aWorkerThatEndsInTimeTellsNothing() {
    startingAt(DEADLINE.minusSeconds(3600)).close();
    assertThat(server.posts()).isEmpty();
  }

  @Test
  void ofADayOfThePastNobodyIsTold() {
    startingAt(DEADLINE.plus(Duration.ofHours(6))).close();
    assertThat(server.posts()).isEmpty();
  }

  @Test
  void aDayThatIsPublishedIsNotOverdue() {
    assertThat(DeadlineWatch.whole(summary(true))).isTrue();
    assertThat(DeadlineWatch.whole(summary(false))).isFalse();
    day.store()
        .write(
            day.layout().report("summary.json"),
            Payload.of(Json.bytes(summary(true))),
            WriteCondition.none());
    DeadlineWatch watch = startingAt(DEADLINE.plusSeconds(1));
    watch.look();
    watch.close();
    assertThat(server.posts()).isEmpty();
  }

  /** As an earlier version may have written it: what is not said has its default. */
  private static Summary summary(boolean published) {
    String json =
        """
        {"version": 1, "partner": "overseas-1", "date": "2025-03-17", "verdict": "ok",
         "archives": {}, "members": {}, "stages": {}, "findings": [], "refusals": [],
         "missing": [], "fingerprints": {}, "published": [],
         "tables": {"t": {"delivered": 1, "published": %s}}}
        """
            .formatted(published);
    return Json.parse(json.getBytes(StandardCharsets.UTF_8), Summary.class, "summary");
  }
}
