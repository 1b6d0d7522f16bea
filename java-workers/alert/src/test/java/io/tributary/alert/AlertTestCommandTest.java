package io.tributary.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.error.WorkerException;
import io.tributary.core.fixture.WebhookServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AlertTestCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private WebhookServer server;

  @BeforeEach
  void start() throws IOException {
    server = new WebhookServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int run(String alerts, String... options) throws IOException {
    Fixture.day(folder, alerts).store().close();
    CommandLine line = new CommandLine(new AlertCommand());
    line.setOut(new PrintWriter(out, true));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> ((WorkerException) failure).exitCode().code());
    String[] arguments = new String[3 + options.length];
    arguments[0] = "test";
    arguments[1] = "--partner";
    arguments[2] = folder.resolve("overseas-1.yaml").toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return line.execute(arguments);
  }

  private String receivers() {
    return "alerts:\n- {severity: warn, webhook: \""
        + server.address("/w")
        + "\"}\n- {severity: critical, webhook: \""
        + server.address("/c")
        + "\", format: cloudevents}";
  }

  @Test
  void everyReceiverGetsAMessageThatSaysWhatItIs() throws IOException {
    assertThat(run(receivers())).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines("alerts[0] (webhook) took it\nalerts[1] (webhook) took it\n");
    assertThat(server.bodies())
        .hasSize(2)
        .anyMatch(body -> body.contains("TEST (warn) overseas-1"));
    assertThat(server.bodies()).anyMatch(body -> body.contains("io.tributary.alert.test"));
  }

  @Test
  void aSeverityLimitsItToThoseWhoAreToldOfIt() throws IOException {
    assertThat(run(receivers(), "--severity", "error")).isZero();
    assertThat(server.posts()).singleElement().matches(post -> post.path().equals("/w"));
  }

  @Test
  void aReceiverThatIsAwayCanHeal() throws IOException {
    assertThat(run("alerts: [{severity: warn, webhook: \"http://127.0.0.1:1/s3cret\"}]"))
        .isEqualTo(75);
    assertThat(out.toString())
        .contains("alerts[0] (webhook) did not take it: ConnectException")
        .doesNotContain("s3cret");
  }

  @Test
  void oneThatRefusesIsAMistake() throws IOException {
    server.answering(404);
    assertThat(run(receivers())).isEqualTo(2);
    assertThat(out.toString()).contains("did not take it: HTTP 404");
  }

  @Test
  void nobodyToTellIsAMistakeToo() throws IOException {
    assertThat(run("")).isEqualTo(2);
    assertThat(
            run(
                "alerts: [{severity: critical, webhook: \"http://127.0.0.1:1/\"}]",
                "--severity",
                "warn"))
        .isEqualTo(2);
    assertThat(server.posts()).isEmpty();
  }
}
