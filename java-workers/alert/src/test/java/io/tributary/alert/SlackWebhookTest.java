package io.tributary.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.AlertSpec.Format;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.fixture.WebhookServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlackWebhookTest extends WebhookContract {
  @Override
  Format format() {
    return Format.SLACK;
  }

  @Override
  String text(WebhookServer.Post post) {
    assertThat(post.type()).isEqualTo("application/json; charset=utf-8");
    return (String) body(post).get("text");
  }

  private static Map<?, ?> body(WebhookServer.Post post) {
    return Json.parse(post.body().getBytes(UTF_8), Map.class, "post");
  }

  @Override
  void harmless(String message) {
    // Slack's own escapes: nothing is left that calls, links or breaks the line.
    assertThat(message).doesNotContain("<", ">").contains("&lt;!channel&gt;", " &amp; ");
    assertThat(message.lines()).hasSize(5).noneMatch(line -> line.startsWith("Bcc"));
    assertThat(message.length()).isLessThan(6000);
  }

  @Test
  void programsFindTheSameInMembers() throws InterruptedException {
    working()
        .deliver(Fixture.message(Message.Kind.RAISED, Fixture.alert(Severity.ERROR, "null-ratio")));

    Map<?, ?> body = body(server.posts().get(0));
    assertThat(body.keySet())
        .asString()
        .isEqualTo("[text, kind, severity, partner, date, rule, table, column, id]");
    assertThat(body.get("severity")).isEqualTo("error");
    assertThat(body.get("partner")).isEqualTo("overseas-1");
  }

  @Test
  void anAddressThatIsNoneIsAProblemLikeOthers() throws InterruptedException {
    Message message = Fixture.message(Message.Kind.TEST, Fixture.alert(Severity.WARN, "x"));
    assertThat(to("no address: hunter2").deliver(message))
        .hasValueSatisfying(why -> assertThat(why.text()).doesNotContain("hunter2"));
  }
}
