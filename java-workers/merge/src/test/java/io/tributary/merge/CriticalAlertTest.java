package io.tributary.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.DataException;
import io.tributary.core.fixture.WebhookServer;
import io.tributary.core.history.Acceptance;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.store.Location;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.merge.spark.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot wait for the summary goes out when merge sees it. */
class CriticalAlertTest {
  @TempDir Path folder;

  @Test
  void recordsThatAreLostAreToldAtOnceAndOnce() throws IOException {
    try (WebhookServer server = new WebhookServer()) {
      TestDelivery delivery = delivery(server);
      // The manifest says that one more record was extracted than there is.
      Location manifest = delivery.layout().manifest("a.tar.gz");
      String text = delivery.text(manifest).orElseThrow();
      assertThat(text).contains("\"records\" : 2");
      delivery
          .store()
          .write(
              manifest,
              Payload.of(text.replace("\"records\" : 2", "\"records\" : 3").getBytes(UTF_8)),
              WriteCondition.none());

      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> merge(delivery))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("3 records in 1 members were extracted");
      }

      assertThat(server.bodies())
          .singleElement()
          .asString()
          .contains(
              "CRITICAL overseas-1 2025-03-17 t: table t: 3 records in 1 members were extracted")
          .contains("2 merged + 0 quarantined");
    }
  }

  @Test
  void aDayWithoutFaultTellsNobody() throws IOException {
    try (WebhookServer server = new WebhookServer()) {
      merge(delivery(server));
      assertThat(server.posts()).isEmpty();
    }
  }

  @Test
  void whatIsAcceptedIsToldToNobody() throws IOException {
    try (WebhookServer server = new WebhookServer()) {
      Files.writeString(
          folder.resolve("our.odcs.yaml"),
          """
          apiVersion: v3.1.0
          kind: DataContract
          id: ours
          version: 1.0.0
          status: active
          schema:
            - name: t
              quality: [{metric: rowCount, mustBeGreaterThan: 10, severity: critical}]
          """);
      TestDelivery delivery = delivery(server, "contract: our.odcs.yaml\n");
      merge(delivery);
      assertThat(server.bodies()).singleElement().asString().contains("CRITICAL");

      new HistoryFolder(delivery.store(), delivery.layout())
          .accept(
              new Acceptance(
                  Acceptance.VERSION,
                  TestDelivery.DATE,
                  Optional.of("t"),
                  Optional.empty(),
                  Optional.empty(),
                  "a trial",
                  "kim",
                  Instant.EPOCH));
      delivery
          .store()
          .list(delivery.layout().alerts())
          .toList()
          .forEach(told -> delivery.store().delete(told.location()));
      new MergeRun(delivery.day(), SharedSpark.runtime(), true).run(all());
      assertThat(server.posts()).hasSize(1);
    }
  }

  private TestDelivery delivery(WebhookServer server) throws IOException {
    return delivery(server, "");
  }

  private TestDelivery delivery(WebhookServer server, String more) throws IOException {
    Path file = folder.resolve("overseas-1.yaml");
    Files.writeString(
        file,
        "partner: overseas-1\nstorage: file:///replaced\nsource: {uri: \"file:///none/{date}\"}\n"
            + "alerts: [{severity: warn, webhook: \""
            + server.address("/a")
            + "\"}]\n"
            + more);
    return TestDelivery.of(file, Location.of(folder.resolve("lake")))
        .member("a.tar.gz", "t_20250317_1.csv", "id\n1\n2\n")
        .extract();
  }

  private static void merge(TestDelivery delivery) {
    new MergeRun(delivery.day(), SharedSpark.runtime(), false).run(all());
  }

  private static TableSelection all() {
    return new TableSelection(List.of(), false, List.of());
  }
}
