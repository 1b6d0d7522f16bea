package io.tributary.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;
import io.tributary.core.config.AlertSpec.Format;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.fixture.WebhookServer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudEventWebhookTest extends WebhookContract {
  @Override
  Format format() {
    return Format.CLOUDEVENTS;
  }

  @Override
  String text(WebhookServer.Post post) {
    assertThat(post.type()).isEqualTo("application/cloudevents+json; charset=utf-8");
    // Refuses what is no event of the standard.
    assertThat(new JsonFormat().deserialize(post.body().getBytes(UTF_8)).getSpecVersion())
        .isEqualTo(SpecVersion.V1);
    Map<?, ?> event = event(post);
    Map<?, ?> data = (Map<?, ?>) event.get("data");
    boolean resolved = event.get("type").toString().endsWith("resolved");
    // As a receiver would put it together.
    return (resolved ? "RESOLVED" : data.get("severity").toString().toUpperCase(Locale.ROOT))
        + " "
        + data.get("partner")
        + " "
        + data.get("date")
        + " "
        + data.get("table")
        + "."
        + data.get("column")
        + ": "
        + (resolved ? "no longer found: " : "")
        + data.get("message")
        + data.get("actual")
        + data.get("expected")
        + data.get("rule")
        + data.get("report");
  }

  private static Map<?, ?> event(WebhookServer.Post post) {
    return Json.parse(post.body().getBytes(UTF_8), Map.class, "post");
  }

  @Override
  void harmless(String message) {
    assertThat(event(server.posts().get(0)).get("subject").toString()).doesNotContain("\n", "\r");
    Map<?, ?> data = (Map<?, ?>) event(server.posts().get(0)).get("data");
    assertThat(data.get("message").toString()).doesNotContain("\n", "\r");
    // A name is given as it is: programs look it up.
    assertThat(data.get("table")).isEqualTo(HOSTILE);
  }

  @Override
  @Test
  void bringsHostileTextAsText() throws InterruptedException {
    Alert alert =
        new Alert(
            Severity.CRITICAL,
            "rule",
            Optional.of(HOSTILE),
            Optional.empty(),
            HOSTILE + "x".repeat(100_000),
            HOSTILE,
            HOSTILE);

    assertThat(working().deliver(Fixture.message(Message.Kind.RAISED, alert))).isEmpty();

    harmless(received().get(0));
  }

  @Test
  void theEventSaysWhatItIs() throws InterruptedException {
    working()
        .deliver(
            Fixture.message(Message.Kind.RESOLVED, Fixture.alert(Severity.ERROR, "null-ratio")));

    Map<?, ?> event = event(server.posts().get(0));
    assertThat(event.get("specversion")).isEqualTo("1.0");
    assertThat(event.get("type")).isEqualTo("io.tributary.alert.resolved");
    assertThat(event.get("source")).isEqualTo("/tributary/overseas-1");
    assertThat(event.get("subject")).isEqualTo("2025-03-17/room_rate/price");
    assertThat(event.get("id")).isEqualTo("2025-03-17/k/1/resolved");
    assertThat(event.get("time")).isEqualTo("2025-03-18T05:21:00Z");
  }
}
