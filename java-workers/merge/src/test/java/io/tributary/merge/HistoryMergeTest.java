package io.tributary.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Finding;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.history.Acceptance;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.history.MetricLine;
import io.tributary.core.store.Location;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.merge.spark.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is judged by the history that its frozen list names, and by nothing else. */
class HistoryMergeTest {
  private static final LocalDate DATE = TestDelivery.DATE;

  @TempDir private Path root;
  private TestDelivery delivery;
  private HistoryFolder history;

  @BeforeEach
  void deliver() throws IOException {
    Path file =
        Files.writeString(
            root.resolve("p.yaml"),
            "partner: p\nsource: {uri: \"file:///in/{date}\"}\nstorage: file:///elsewhere\n");
    delivery =
        TestDelivery.of(file, Location.of(root.resolve("lake")))
            .member("a.tar.gz", "room_rate_20250317_1.csv", "id\n1\n2\n3\n")
            .extract();
    history = new HistoryFolder(delivery.store(), delivery.layout());
  }

  @Test
  void judgesByTheSameWeekdays() {
    freeze(weeks(4, 40), List.of());

    Finding finding = merged().quality().findings().get(0);

    assertThat(finding.rule()).isEqualTo("row-count");
    assertThat(finding.message()).isEqualTo("93 % fewer rows than usual on a Monday");
    assertThat(finding.metric()).contains("merged");
    assertThat(finding.value()).contains(3.0);
  }

  @Test
  void knownAnomaliesDoNotTrain() {
    List<String> files = weeks(3, 40);
    files.addAll(weeks(2, 3, DATE.minusWeeks(4)));
    List<String> known = new ArrayList<>();
    for (int week = 1; week <= 3; week++) {
      known.add(accept(DATE.minusWeeks(week)));
    }
    freeze(files, known);

    assertThat(merged().quality().findings())
        .extracting(Finding::message)
        .containsExactly("not enough history: no earlier day");
  }

  @Test
  void otherHistoryMergesAgainAndTheSameDoesNot() {
    List<String> files = weeks(4, 40);
    freeze(files, List.of());
    merged();
    assertThat(run()).contains("1 were published already");

    freeze(files.subList(0, 3), List.of());
    assertThat(run()).contains("merged 1 of 1");
  }

  @Test
  void aLostFileIsLeftOut() {
    List<String> files = weeks(4, 40);
    delivery.store().delete(history.metrics(files.get(0)));
    freeze(files, List.of());

    assertThat(merged().quality().findings().get(0).expected()).contains("rows");
  }

  private List<String> weeks(int weeks, long rows) {
    return weeks(weeks, rows, DATE);
  }

  /** The names of a file for each week before a date, the oldest first. */
  private List<String> weeks(int weeks, long rows, LocalDate before) {
    List<String> names = new ArrayList<>();
    for (int week = weeks; week > 0; week--) {
      LocalDate date = before.minusWeeks(week);
      MetricLine line =
          new MetricLine(date, "r", Optional.of("room_rate"), Optional.empty(), "merged", rows);
      Location file = history.metricsOf(date, Instant.EPOCH, "r");
      put(file, (Json.line(line) + "\n").getBytes(UTF_8));
      names.add(date + "/" + file.name());
    }
    return names;
  }

  private String accept(LocalDate date) {
    return history.accept(
        new Acceptance(
            Acceptance.VERSION,
            date,
            Optional.of("room_rate"),
            Optional.empty(),
            Optional.empty(),
            "flood",
            "kim",
            Instant.EPOCH));
  }

  private void freeze(List<String> files, List<String> known) {
    SourceList list = Json.read(delivery.store(), delivery.layout().sources(), SourceList.class);
    put(
        delivery.layout().sources(),
        Json.bytes(
            new SourceList(
                list.version(),
                list.partner(),
                list.date(),
                list.revision(),
                list.frozenAt(),
                list.source(),
                list.marker(),
                list.archives(),
                list.missing(),
                list.baseline(),
                files,
                known)));
  }

  private TableMetadata merged() {
    run();
    return Json.read(
        delivery.store(), delivery.layout().metadata("room_rate"), TableMetadata.class);
  }

  private String run() {
    return new MergeRun(delivery.day(), SharedSpark.runtime(), false)
        .run(new TableSelection(List.of(), false, List.of()))
        .message();
  }

  private void put(Location location, byte[] bytes) {
    delivery.store().write(location, Payload.of(bytes), WriteCondition.none());
  }
}
