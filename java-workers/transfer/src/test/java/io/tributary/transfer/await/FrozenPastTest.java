package io.tributary.transfer.await;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.SourceList;
import io.tributary.core.history.Acceptance;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.history.Revocation;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a day will be compared with is chosen when its list is first frozen. */
class FrozenPastTest {
  private static final Instant BEFORE = Scene.at("2025-03-17T20:00");
  private static final Instant MARKED = Scene.at("2025-03-17T21:00");

  @TempDir private Path directory;
  private Scene scene;

  @BeforeEach
  void begin() throws IOException {
    scene = new Scene(directory);
  }

  @Test
  void theFirstRevisionChoosesTheBaselineForAll() {
    publish("2025-03-10", "room_rate", "\"old\"");
    publish("2025-03-15", "room_rate", "\"hotel_id\", \"price\"");
    publish("2025-03-12", "booking", "\"id\"");
    publish("2025-03-18", "later", "\"no\"");
    publish("2024-01-01", "forgotten", "\"no\"");
    scene.store.write(
        scene.layout.on(Scene.DATE.minusDays(1)).merged().child("half/table_metadata.json"),
        Payload.of("{}"),
        WriteCondition.none());
    scene.file("a.tar.gz", "a", BEFORE).file("_COMPLETE", "", MARKED);
    scene.await();
    SourceList list = scene.frozen();
    assertThat(list.baseline()).containsOnlyKeys("room_rate", "booking");
    assertThat(list.baseline().get("room_rate").date()).isEqualTo("2025-03-15");
    assertThat(list.baseline().get("room_rate").columns()).containsExactly("hotel_id", "price");
    assertThat(list.baseline().get("room_rate").sha256()).hasSize(64);

    publish("2025-03-16", "room_rate", "\"other\"");
    scene.file("b.tar.gz", "b", BEFORE);
    scene.await();
    assertThat(scene.frozen().revision()).isEqualTo(2);
    assertThat(scene.frozen().baseline()).isEqualTo(list.baseline());
  }

  private void publish(String date, String table, String columns) {
    var folder = scene.layout.on(LocalDate.parse(date)).merged().child(table);
    String json =
        "{\"version\": 1, \"partner\": \"overseas-1\", \"table\": \""
            + table
            + "\", \"date\": \""
            + date
            + "\", \"columns\": ["
            + columns.replaceAll("\"(\\w+)\"", "{\"name\": \"$1\", \"types\": {}}")
            + "]}";
    scene.store.write(folder.child("table_metadata.json"), Payload.of(json), WriteCondition.none());
    scene.store.write(
        folder.child("_SUCCESS"),
        Payload.of("{\"version\": 1, \"metadataSha256\": \"" + sha256(json) + "\"}"),
        WriteCondition.none());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void metadataOfAnotherPublicationIsNoBaseline() {
    publish("2025-03-14", "room_rate", "\"whole\"");
    publish("2025-03-15", "room_rate", "\"torn\"");
    publish("2025-03-15", "booking", "\"id\"");
    var merged = scene.layout.on(Scene.DATE.minusDays(2)).merged();
    scene.store.write(
        merged.child("room_rate").child("table_metadata.json"),
        Payload.of("{\"table\": \"room_rate\", \"columns\": [{\"name\": \"new\"}]}"),
        WriteCondition.none());
    scene.store.write(
        merged.child("booking").child("_SUCCESS"), Payload.of("half"), WriteCondition.none());
    scene.file("a.tar.gz", "a", BEFORE).file("_COMPLETE", "", MARKED);
    scene.await();
    assertThat(scene.frozen().baseline()).containsOnlyKeys("room_rate");
    assertThat(scene.frozen().baseline().get("room_rate").columns()).containsExactly("whole");
  }

  @Test
  void theFirstRevisionChoosesTheHistoryForAll() {
    String old = measure("2025-03-16", "2025-03-17T01:00:00Z");
    String holds = measure("2025-03-16", "2025-03-17T02:00:00Z");
    String first = measure("2025-01-20", "2025-01-21T01:00:00Z");
    measure("2025-01-19", "2025-01-20T01:00:00Z");
    measure("2025-03-17", "2025-03-18T01:00:00Z");
    String known = accept("2025-03-10");
    accept("2024-12-25");
    String revoked = accept("2025-03-11");
    history().revoke(revoked, new Revocation(Revocation.VERSION, "no", "kim", MARKED));
    scene.file("a.tar.gz", "a", BEFORE).file("_COMPLETE", "", MARKED);
    scene.await();
    assertThat(scene.frozen().history()).containsExactly(first, holds).doesNotContain(old);
    assertThat(scene.frozen().acceptances()).containsExactly(known);

    measure("2025-03-16", "2025-03-18T05:00:00Z");
    accept("2025-03-12");
    scene.file("b.tar.gz", "b", BEFORE);
    scene.await();
    assertThat(scene.frozen().revision()).isEqualTo(2);
    assertThat(scene.frozen().history()).containsExactly(first, holds);
    assertThat(scene.frozen().acceptances()).containsExactly(known);
  }

  private HistoryFolder history() {
    return new HistoryFolder(scene.store, scene.layout);
  }

  private String measure(String date, String written) {
    var file = history().metricsOf(LocalDate.parse(date), Instant.parse(written), "r");
    scene.store.write(file, Payload.of(""), WriteCondition.ifAbsent());
    return date + "/" + file.name();
  }

  private String accept(String date) {
    return history()
        .accept(
            new Acceptance(
                Acceptance.VERSION,
                LocalDate.parse(date),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "a feast",
                "kim",
                MARKED));
  }
}
