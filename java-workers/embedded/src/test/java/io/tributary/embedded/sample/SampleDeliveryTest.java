package io.tributary.embedded.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.core.fixture.DeliveryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleDeliveryTest {
  private static final LocalDate DATE = LocalDate.parse("2025-03-17");

  @TempDir Path directory;

  @Test
  void equalOptionsGiveEqualBytes() throws Exception {
    write(1, "a", DATE, 1);
    write(1, "b", DATE, 1);
    assertThat(contents("b/2025-03-17")).isEqualTo(contents("a/2025-03-17"));
    write(2, "c", DATE, 1);
    assertThat(contents("c/2025-03-17")).isNotEqualTo(contents("a/2025-03-17"));
  }

  @Test
  void dayIsTheSameAloneAndAmongOthers() throws Exception {
    write(1, "alone", DATE.plusDays(1), 1);
    write(1, "range", DATE, 3);
    assertThat(contents("range/2025-03-18")).isEqualTo(contents("alone/2025-03-18"));
  }

  @ParameterizedTest
  @CsvSource({"20250317, 2025-03-17, 60, 1500", "7, 2025-03-18, 8, 400", "8, 2024-02-29, 20, 900"})
  void figuresAreThoseOfTheBytes(long seed, LocalDate date, int archives, int members)
      throws Exception {
    SampleDelivery delivery = new SampleDelivery(seed, archives, members);
    Map<String, Object> figures = delivery.write(directory, date, 1, line -> {});
    delivery.writeExpected(directory.resolve("expected.json"), figures);
    JsonNode day =
        new ObjectMapper()
            .readTree(directory.resolve("expected.json").toFile())
            .at("/days/" + date);

    Recount recount = Recount.of(directory.resolve(date.toString()));

    assertThat(day.at("/archives/listed").asInt()).isEqualTo(recount.archives);
    assertThat(day.at("/archives/refused/0/archive").asText()).isEqualTo(recount.refused.get(0));
    assertThat(recount.refused).hasSize(1);
    assertThat(day.at("/archives/duplicate/0").asText()).isEqualTo(recount.duplicates.get(0));
    assertThat(recount.duplicates).hasSize(1);
    assertThat(day.at("/members/duplicate").asInt()).isEqualTo(recount.duplicateMembers);
    assertThat(day.at("/members/ignored").asInt()).isEqualTo(recount.ignored);
    assertThat(names(day.get("tables"))).isEqualTo(List.copyOf(recount.tables.keySet()));
    recount.tables.forEach((name, found) -> compare(name, day.get("tables").get(name), found));
  }

  @Test
  void sampleHasEveryKindOfFault() throws Exception {
    Map<String, Object> figures =
        new SampleDelivery(20250317, 60, 1500).write(directory, DATE, 1, line -> {});
    JsonNode tables = new ObjectMapper().valueToTree(figures).at("/2025-03-17/tables");
    assertThat(names(tables)).hasSize(23);
    List<String> reasons = new ArrayList<>();
    int renamed = 0;
    for (JsonNode table : tables) {
      reasons.addAll(names(table.get("malformed")));
      renamed += table.get("headers").asInt() > 1 ? 1 : 0;
    }
    assertThat(reasons)
        .contains(
            "too-few-fields",
            "too-many-fields",
            "stray-quote",
            "invalid-bytes",
            "unterminated-quote");
    assertThat(renamed).isGreaterThan(15);
    assertThat(tables.at("/room_rate/dropped").asInt()).isPositive();
    assertThat(tables.at("/booking/quarantined").asInt()).isPositive();
  }

  @Test
  void markerListsWhatIsDelivered() throws Exception {
    write(1, "a", DATE, 1);
    Path day = directory.resolve("a/2025-03-17");
    List<String> lines = Files.readAllLines(day.resolve("_COMPLETE"));
    assertThat(lines).hasSize(9);
    for (String line : lines) {
      String[] parts = line.split("  ", -1);
      assertThat(DeliveryBuilder.sha256(Files.readAllBytes(day.resolve(parts[1]))))
          .isEqualTo(parts[0]);
    }
  }

  @Test
  void tooFewArchivesAreRefused() {
    assertThatThrownBy(() -> new SampleDelivery(1, 7, 3000)).hasMessageContaining("at least 8");
    assertThatThrownBy(() -> new SampleDelivery(1, 8, 31)).hasMessageContaining("at least 4");
  }

  private void write(long seed, String into, LocalDate date, int days) throws IOException {
    new SampleDelivery(seed, 8, 300).write(directory.resolve(into), date, days, line -> {});
  }

  private Map<String, String> contents(String folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory.resolve(folder))) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName() + " " + Files.getLastModifiedTime(file),
            DeliveryBuilder.sha256(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private static void compare(String name, JsonNode expected, Recount.Table found) {
    int malformed = 0;
    for (JsonNode count : expected.get("malformed")) {
      malformed += count.asInt();
    }
    assertThat(
            List.of(
                expected.get("members").asInt(),
                expected.get("delivered").asInt(),
                expected.get("merged").asInt(),
                expected.get("quarantined").asInt(),
                expected.get("dropped").asInt(),
                expected.get("duplicate-rows").asInt(),
                expected.get("key-collisions").asInt(),
                malformed))
        .as(name)
        .containsExactly(
            found.members,
            found.delivered,
            found.merged,
            found.quarantined,
            found.dropped,
            found.duplicates,
            found.collisions,
            found.malformed);
    List<String> columns = new ArrayList<>();
    expected.get("columns").forEach(column -> columns.add(column.asText()));
    assertThat(columns).as(name).isEqualTo(found.columns);
    assertThat(expected.get("rows-sum").asText()).as(name).isEqualTo(found.rowsSum());
    assertThat(expected.get("rows-sha256").asText()).as(name).isEqualTo(found.rowsSha256());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
