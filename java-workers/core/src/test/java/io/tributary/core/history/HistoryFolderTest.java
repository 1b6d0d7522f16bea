package io.tributary.core.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.core.document.DayLayout;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFolderTest {
  private static final LocalDate DATE = LocalDate.of(2025, 3, 17);
  private static final Instant TIME = Instant.parse("2025-03-18T01:02:03.004Z");

  @TempDir Path folder;
  private HistoryFolder history;
  private ObjectStore store;

  @BeforeEach
  void open() {
    Location root = Location.of(folder);
    store = ObjectStores.open(root);
    history = new HistoryFolder(store, new DayLayout(root, "overseas-1", DATE));
  }

  @Test
  void theNewestFileOfEachDateHolds() {
    metrics(DATE.minusDays(1), TIME, "run/1");
    metrics(DATE.minusDays(1), TIME.plusSeconds(1), "a");
    metrics(DATE.minusDays(7), TIME, "b");
    metrics(DATE.minusDays(8), TIME, "too old");
    metrics(DATE, TIME, "the day itself");
    metrics(DATE.plusDays(1), TIME, "later");

    assertThat(history.newest(DATE, 7))
        .containsExactly(
            "2025-03-10/20250318T010203.004Z-b.jsonl", "2025-03-16/20250318T010204.004Z-a.jsonl");
    assertThat(store.read(history.metrics("2025-03-10/20250318T010203.004Z-b.jsonl")))
        .hasContent("b");
  }

  @Test
  void aFileIsNeverRewritten() {
    metrics(DATE, TIME, "a");
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(() -> metrics(DATE, TIME, "a"));
  }

  @Test
  void whatIsAcceptedHoldsUntilItIsRevoked() {
    String room = history.accept(acceptance("room_rate", TIME));
    String booking = history.accept(acceptance("booking", TIME));
    assertThat(room).matches("2025-03-17-[0-9a-f]{8}");
    assertThat(history.accepted()).containsExactlyInAnyOrder(room, booking);
    assertThat(history.acceptance(room)).isEqualTo(acceptance("room_rate", TIME));

    history.revoke(room, new Revocation(Revocation.VERSION, "a mistake", "kim", TIME));
    assertThat(history.accepted()).containsExactly(booking);
    assertThat(history.acceptance(room).reason()).isEqualTo("flood");

    String again = history.accept(acceptance("room_rate", TIME.plusSeconds(1)));
    assertThat(history.accepted()).contains(again);
    assertThatExceptionOfType(ObjectMissingException.class)
        .isThrownBy(
            () -> history.revoke("2025-03-17-00000000", new Revocation(1, "", "kim", TIME)));
  }

  @Test
  void anAcceptanceCoversWhatItDoesNotLeaveOpen() {
    Acceptance ofTable = acceptance("room_rate", TIME);
    Optional<String> room = Optional.of("room_rate");
    Optional<String> price = Optional.of("price");
    Optional<String> rows = Optional.of("merged");
    assertThat(ofTable.covers(DATE, room, Optional.empty(), rows)).isTrue();
    assertThat(ofTable.covers(DATE, room, price, Optional.empty())).isTrue();
    assertThat(ofTable.covers(DATE.plusDays(1), room, price, rows)).isFalse();
    assertThat(ofTable.covers(DATE, Optional.empty(), Optional.empty(), rows)).isFalse();

    Acceptance ofMetric = new Acceptance(1, DATE, room, price, rows, "flood", "kim", TIME);
    assertThat(ofMetric.covers(DATE, room, price, rows)).isTrue();
    assertThat(ofMetric.covers(DATE, room, Optional.empty(), rows)).isFalse();
    assertThat(ofMetric.covers(DATE, room, price, Optional.of("mean"))).isFalse();
    assertThat(ofMetric.scope()).isEqualTo("room_rate.price merged");
  }

  private static Acceptance acceptance(String table, Instant at) {
    return new Acceptance(
        Acceptance.VERSION,
        DATE,
        Optional.of(table),
        Optional.empty(),
        Optional.empty(),
        "flood",
        "kim",
        at);
  }

  private void metrics(LocalDate date, Instant written, String run) {
    store.write(
        history.metricsOf(date, written, run),
        Payload.of(run.getBytes(UTF_8)),
        WriteCondition.ifAbsent());
  }
}
