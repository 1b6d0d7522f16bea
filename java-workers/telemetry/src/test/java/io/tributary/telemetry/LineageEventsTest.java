package io.tributary.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClientUtils;
import io.tributary.core.document.Json;
import io.tributary.core.fixture.WebhookServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageEventsTest {
  @TempDir Path folder;

  private List<RunEvent> events() throws IOException {
    return new LineageEvents(TelemetryFixture.facts(folder), "tributary").events();
  }

  private static Map<?, ?> json(RunEvent event) {
    String text = OpenLineageClientUtils.toJson(event);
    return Json.parse(text.getBytes(UTF_8), Map.class, "event");
  }

  private static Object at(Object document, String... path) {
    Object found = document;
    for (String name : path) {
      found =
          name.matches("[0-9]+")
              ? ((List<?>) found).get(Integer.parseInt(name))
              : ((Map<?, ?>) found).get(name);
    }
    return found;
  }

  @Test
  void everyDeliveredTableHasAStartAndAnEnd() throws IOException {
    assertThat(events())
        .extracting(event -> event.getJob().getName() + " " + event.getEventType())
        .containsExactly(
            "overseas-1.merge.booking START",
            "overseas-1.merge.booking FAIL",
            "overseas-1.merge.room_rate START",
            "overseas-1.merge.room_rate COMPLETE");
  }

  @Test
  void theSamePublicationIsTheSameRun() throws IOException {
    List<RunEvent> events = events();
    assertThat(events)
        .extracting(event -> event.getRun().getRunId())
        .isEqualTo(events().stream().map(event -> event.getRun().getRunId()).toList());
    assertThat(events.get(2).getRun().getRunId()).isEqualTo(events.get(3).getRun().getRunId());
    assertThat(events.get(0).getRun().getRunId()).isNotEqualTo(events.get(3).getRun().getRunId());
  }

  @Test
  void aFailureSaysWhy() throws IOException {
    assertThat(at(json(events().get(1)), "run", "facets", "errorMessage", "message"))
        .isEqualTo("merge <failed>");
  }

  @Test
  void theOutputIsTheCsvWithItsColumnsAndFigures() throws IOException {
    Map<?, ?> event = json(events().get(3));

    assertThat(event.get("eventTime")).isEqualTo("2025-03-17T20:50:00Z");
    assertThat(at(event, "outputs", "0", "namespace")).isEqualTo("s3://lake");
    assertThat(at(event, "outputs", "0", "name"))
        .isEqualTo("partners/overseas-1/2025-03-17/merged/room_rate/room_rate_2025-03-17.csv");
    Object facets = at(event, "outputs", "0", "facets");
    assertThat(at(facets, "schema", "fields", "0", "name")).isEqualTo("id");
    assertThat(at(facets, "schema", "fields", "0", "type")).isEqualTo("integer");
    assertThat(at(facets, "schema", "fields", "1", "type")).isEqualTo("text");
    assertThat(at(facets, "version", "datasetVersion")).isEqualTo("cafe");
    assertThat(at(facets, "dataQualityMetrics", "rowCount")).isEqualTo(40);
    Object columns = at(facets, "dataQualityMetrics", "columnMetrics");
    assertThat(at(columns, "id", "distinctCount")).isEqualTo(40);
    assertThat(at(columns, "id", "min")).isEqualTo(1.0);
    assertThat(at(columns, "id", "max")).isEqualTo(40.0);
    assertThat(at(columns, "price €", "nullCount")).isEqualTo(4);
    assertThat(at(columns, "price €", "max")).isNull();
    Object output = at(event, "outputs", "0", "outputFacets", "outputStatistics");
    assertThat(at(output, "rowCount")).isEqualTo(40);
    assertThat(at(output, "size")).isEqualTo(999);
  }

  @Test
  void theInputIsTheDeliveryWithWhatTheRulesSaid() throws IOException {
    Map<?, ?> event = json(events().get(3));

    assertThat(at(event, "inputs", "0", "namespace")).isEqualTo("s3://drop");
    Object facets = at(event, "inputs", "0", "inputFacets");
    assertThat(at(facets, "inputStatistics", "rowCount")).isEqualTo(42);
    Object assertions = at(facets, "dataQualityAssertions", "assertions");
    assertThat((List<?>) assertions).hasSize(2);
    assertThat(at(assertions, "0", "assertion")).isEqualTo("null-ratio");
    assertThat(at(assertions, "0", "success")).isEqualTo(false);
    assertThat(at(assertions, "0", "column")).isEqualTo("price €");
    assertThat(at(assertions, "1", "assertion")).isEqualTo("id-unique");
    assertThat(at(assertions, "1", "success")).isEqualTo(true);
  }

  @Test
  void theStandardsOwnReaderReadsThem() throws IOException {
    for (RunEvent event : events()) {
      String json = OpenLineageClientUtils.toJson(event);
      RunEvent read = OpenLineageClientUtils.runEventFromJson(json);
      assertThat(OpenLineageClientUtils.toJson(read)).isEqualTo(json);
      assertThat(json).contains("\"schemaURL\":\"https://openlineage.io/spec/");
    }
  }

  @Test
  void eventsArePostedWhereTheEnvironmentSays() throws IOException {
    try (WebhookServer server = new WebhookServer()) {
      Map<String, String> environment = Map.of("OPENLINEAGE_URL", server.address(""));
      assertThat(Telemetry.wanted(environment)).isTrue();
      assertThat(Telemetry.send(TelemetryFixture.facts(folder), environment)).isEmpty();
      assertThat(server.posts()).hasSize(4);
      assertThat(server.posts()).allMatch(post -> post.path().equals("/api/v1/lineage"));

      server.answering(500);
      assertThat(Telemetry.send(TelemetryFixture.facts(folder), environment))
          .singleElement()
          .asString()
          .startsWith("lineage could not be sent: ")
          .doesNotContain("127.0.0.1");
      assertThat(server.posts()).hasSize(5);
    }
  }

  @Test
  void eventsGoToAFileToo() throws IOException {
    Path file = folder.resolve("lineage.jsonl");
    Map<String, String> environment =
        Map.of(
            "OPENLINEAGE__TRANSPORT__TYPE",
            "file",
            "OPENLINEAGE__TRANSPORT__LOCATION",
            file.toString());
    assertThat(Telemetry.send(TelemetryFixture.facts(folder), environment)).isEmpty();
    assertThat(Files.readAllLines(file)).hasSize(4);
  }

  @Test
  void nothingIsSentUnasked() throws IOException {
    assertThat(Telemetry.wanted(Map.of())).isFalse();
    Map<String, String> off =
        Map.of("OPENLINEAGE_URL", "http://127.0.0.1:1", "OPENLINEAGE_DISABLED", "true");
    assertThat(Telemetry.wanted(off)).isFalse();
    assertThat(Telemetry.send(TelemetryFixture.facts(folder), off)).isEmpty();
  }

  @Test
  void addressesAreNamedAsTheStandardNamesThem() {
    assertThat(DatasetName.of("file:///a/b c/{date}"))
        .isEqualTo(new DatasetName("file", "/a/b c/{date}"));
    assertThat(DatasetName.of("s3://b/k/x.csv")).isEqualTo(new DatasetName("s3://b", "k/x.csv"));
    assertThat(DatasetName.of("sftp://user@host:22/out/2025-03-17"))
        .isEqualTo(new DatasetName("sftp://host:22", "/out/2025-03-17"));
  }
}
