package io.tributary.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.store.Location;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayLayoutTest {
  private static final DayLayout DAY =
      new DayLayout(Location.parse("s3://lake/p"), "acme", LocalDate.of(2025, 3, 17));

  @Test
  void theNamesAreThoseOfTheContract() {
    List<Location> all =
        List.of(
            DAY.sources(),
            DAY.segments("room_rate", "b-1.tar.gz"),
            DAY.manifest("b-1.tar.gz"),
            DAY.ledger("b-1.tar.gz"),
            DAY.quarantine("room_rate"),
            DAY.csv("room_rate"),
            DAY.success("room_rate"),
            DAY.metadata("room_rate"),
            DAY.lineage("room_rate"),
            DAY.runRecord("manual__2025-03-18T01:00:00+00:00", "merge", 0, 2),
            DAY.report("summary.txt"),
            DAY.index(),
            DAY.scorecard("csv"),
            DAY.history(),
            DAY.on(LocalDate.of(2025, 1, 2)).sources());

    assertThat(all)
        .map(location -> DAY.partnerFolder().relativize(location))
        .containsExactly(
            "2025-03-17/sources.json",
            "2025-03-17/extracted/room_rate/b-1.tar.gz",
            "2025-03-17/manifests/b-1.tar.gz.json",
            "2025-03-17/manifests/b-1.tar.gz.members.gz",
            "2025-03-17/quarantine/room_rate.csv",
            "2025-03-17/merged/room_rate/room_rate_2025-03-17.csv",
            "2025-03-17/merged/room_rate/_SUCCESS",
            "2025-03-17/merged/room_rate/table_metadata.json",
            "2025-03-17/merged/room_rate/_lineage.jsonl.gz",
            "2025-03-17/runs/manual__2025-03-18T01%3A00%3A00+00%3A00/merge-0-2.json",
            "2025-03-17/summary.txt",
            "index.html",
            "scorecard.csv",
            "history",
            "2025-01-02/sources.json");
  }

  @ParameterizedTest
  @CsvSource({
    "room_rate, room_rate",
    "a-b.c+d=e@f, a-b.c+d=e@f",
    "a b, a b",
    "a/b, a%2Fb",
    "a\\b, a%5Cb",
    "a%2Fb, a%252Fb",
    "a~b, a%7Eb",
    "객실, %EA%B0%9D%EC%8B%A4",
    "., %2E",
    ".., %2E%2E",
    "..., %2E%2E%2E",
    "..a, ..a",
    "'', %",
  })
  void everyNameIsOneSafeSegment(String name, String safe) {
    assertThat(DayLayout.fileName(name)).isEqualTo(safe);
  }

  @Test
  void longNamesAreCutAndStayDifferent() {
    String longest = "a".repeat(200);
    assertThat(DayLayout.fileName(longest)).isEqualTo(longest);
    String cut = DayLayout.fileName(longest + "b");
    assertThat(cut)
        .hasSize(200)
        .startsWith("a".repeat(183) + "~")
        .isNotEqualTo(DayLayout.fileName(longest + "c"));
    assertThat(DayLayout.fileName("객".repeat(500))).hasSize(200).contains("~");
  }

  @Test
  void fileNamesAreToldBackToNames() {
    List<String> names = List.of("room_rate", "a+b c", "객실", "a~b", "..", "객".repeat(50));

    assertThat(DayLayout.namesOf(names.stream().map(DayLayout::fileName), names))
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(DayLayout.namesOf(Stream.of("%EA%B0%9D%EC%8B%A4", "100%"), List.of("room_rate")))
        .containsExactlyInAnyOrder("객실", "100%");
    assertThat(DayLayout.namesOf(Stream.of(DayLayout.fileName("객".repeat(50))), List.of()))
        .hasSize(1);
  }

  @Test
  void differentNamesStayDifferent() {
    Random random = new Random(7);
    Set<String> names = new HashSet<>();
    Set<String> safe = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int length = random.nextInt(5); length >= 0; length--) {
        name.append("a.%2EF/~ 객".charAt(random.nextInt(10)));
      }
      if (names.add(name.toString())) {
        String file = DayLayout.fileName(name.toString());
        assertThat(safe.add(file)).as("%s became %s twice", name, file).isTrue();
        assertThat(file.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200);
        assertThat(DAY.merged().child(file).name()).isEqualTo(file);
      }
    }
  }
}
