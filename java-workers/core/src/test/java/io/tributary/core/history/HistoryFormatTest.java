package io.tributary.core.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Json;
import io.tributary.core.fixture.DocumentSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the files of the history look like, where other teams read them: golden examples, the
 * schemas, and the page with the names. {@code -Dupdate} writes page and examples anew.
 */
class HistoryFormatTest {
  private static final Path PAGE = Path.of("HISTORY.md");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String BEGIN = "<!-- From here on made of the code: ";
  private static final String END = "-->\n";
  private static final LocalDate DATE = LocalDate.of(2025, 3, 17);
  private static final Instant TIME = Instant.parse("2025-03-18T01:02:03.004Z");

  @Test
  void linesAreWrittenAsEverAndReadAsWritten() throws IOException {
    List<MetricLine> metrics =
        List.of(
            line(Optional.empty(), Optional.empty(), "archives-listed", 40),
            line(Optional.of("객실"), Optional.empty(), "merged", 812439870),
            line(Optional.of("객실"), Optional.of("price"), "null-ratio", 0.041));
    String text = metrics.stream().map(Json::line).collect(Collectors.joining("\n", "", "\n"));
    update(GOLDEN.resolve("metrics.jsonl"), text);

    assertThat(text).isEqualTo(Files.readString(GOLDEN.resolve("metrics.jsonl")));
    assertThat(
            text.lines().map(line -> Json.parse(line.getBytes(UTF_8), MetricLine.class, "golden")))
        .isEqualTo(metrics);
    assertThat(text.lines())
        .allSatisfy(
            line -> assertThat(DocumentSchema.of("metric").errors(line.getBytes(UTF_8))).isEmpty());
  }

  static Stream<Object> documents() {
    return Stream.of(
        new Acceptance(
            Acceptance.VERSION,
            DATE,
            Optional.of("room_rate"),
            Optional.of("price"),
            Optional.of("null-ratio"),
            "the partner's system moved",
            "kim",
            TIME),
        new Revocation(Revocation.VERSION, "it was a fault after all", "kim", TIME));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void documentsAreWrittenAsEver(Object document) throws IOException {
    String name = document.getClass().getSimpleName();
    Path golden = GOLDEN.resolve(name + ".json");
    byte[] bytes = Json.bytes(document);
    update(golden, new String(bytes, UTF_8));

    assertThat(new String(bytes, UTF_8)).isEqualTo(Files.readString(golden));
    assertThat((Object) Json.parse(bytes, document.getClass(), golden)).isEqualTo(document);
    assertThat(DocumentSchema.of(name.toLowerCase(java.util.Locale.ROOT)).errors(bytes)).isEmpty();
  }

  @Test
  void anAcceptanceOfAWholeDayNeedsNoTable() {
    Acceptance day =
        new Acceptance(
            1, DATE, Optional.empty(), Optional.empty(), Optional.empty(), "flood", "kim", TIME);
    assertThat(DocumentSchema.of("acceptance").errors(Json.bytes(day))).isEmpty();
  }

  @Test
  void thePageHasEveryMetric() throws IOException {
    String page = Files.readString(PAGE);
    int made = page.indexOf(END, page.indexOf(BEGIN)) + END.length();
    String tables =
        Arrays.stream(Metric.Level.values())
            .map(HistoryFormatTest::section)
            .collect(Collectors.joining());
    if (System.getProperty("update") != null) {
      Files.writeString(PAGE, page.substring(0, made) + tables);
      return;
    }
    assertThat(page.substring(made))
        .as("%s is old; the comment in it says how to make it anew", PAGE)
        .isEqualTo(tables);
  }

  @Test
  void familiesAreNamedByTheirParts() {
    assertThat(Metric.STAGE_NUMBER.of("merge", "bytes-read")).isEqualTo("merge-bytes-read");
    assertThat(Metric.TYPE.of("integer")).isEqualTo("type-integer");
    assertThat(Metric.MERGED.of()).isEqualTo("merged");
  }

  private static String section(Metric.Level level) {
    String title =
        switch (level) {
          case DAY -> "Of the day";
          case TABLE -> "Of a table";
          case COLUMN -> "Of a column";
        };
    return "\n### "
        + title
        + "\n\n| metric | unit | meaning |\n|---|---|---|\n"
        + Arrays.stream(Metric.values())
            .filter(metric -> metric.level() == level)
            .map(
                metric ->
                    "| `"
                        + metric.code()
                        + "` | "
                        + metric.unit()
                        + " | "
                        + metric.meaning()
                        + " |\n")
            .collect(Collectors.joining());
  }

  private static MetricLine line(
      Optional<String> table, Optional<String> column, String metric, Number value) {
    return new MetricLine(DATE, "manual__1", table, column, metric, value);
  }

  private static void update(Path file, String text) throws IOException {
    if (System.getProperty("update") != null) {
      Files.writeString(file, text);
    }
  }
}
