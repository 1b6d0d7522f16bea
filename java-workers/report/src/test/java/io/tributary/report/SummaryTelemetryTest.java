package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Severity;
import io.tributary.core.fixture.WebhookServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTelemetryTest {
  @TempDir Path folder;
  private DayFixture day;
  private DayReport report;

  @BeforeEach
  void summarize() throws IOException {
    day =
        new DayFixture(folder)
            .archive("a.tar.gz", member("booking", 1, "id,guest", "1,a", "2,b"))
            .merged();
    report = new DaySummary(day.day(), Instant.now()).read();
  }

  @AfterEach
  void close() {
    day.close();
  }

  @Test
  void whatTheSummaryCountsGoesWhereTheEnvironmentSays() throws IOException {
    try (WebhookServer server = new WebhookServer()) {
      Map<String, String> environment =
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT", server.address(""),
              "OPENLINEAGE_URL", server.address(""));
      assertThat(SummaryTelemetry.send(day.day(), report, environment)).isSameAs(report);
      assertThat(server.posts())
          .extracting(WebhookServer.Post::path)
          .containsExactly("/v1/metrics", "/api/v1/lineage", "/api/v1/lineage");
      assertThat(server.bodies().get(2))
          .contains("COMPLETE", "overseas-1.merge.booking", "booking_2025-03-17.csv");
    }
  }

  @Test
  void whatCannotBeSentIsANoteAndNoVerdict() {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
            "OPENLINEAGE_URL", "http://127.0.0.1:1");
    DayReport sent = SummaryTelemetry.send(day.day(), report, environment);
    assertThat(sent.summary().verdict()).isEqualTo(Severity.OK);
    assertThat(sent.summary().findings())
        .filteredOn(finding -> finding.rule().equals("undelivered-telemetry"))
        .hasSize(2)
        .allMatch(finding -> finding.severity() == Severity.OK);
  }

  @Test
  void nothingIsSentUnasked() {
    assertThat(SummaryTelemetry.send(day.day(), report, Map.of())).isSameAs(report);
  }
}
