package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.CheckCount;
import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.Finding;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Column;
import io.tributary.core.fixture.DocumentSchema;
import io.tributary.core.history.Acceptance;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.history.Metric;
import io.tributary.core.history.MetricLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a summary leaves in the history, and what it takes from it. */
class HistoryTest {
  @TempDir Path folder;
  private DayFixture day;

  @AfterEach
  void close() {
    day.close();
  }

  @Test
  void everyLineIsDescribedAndEveryNameIsOnThePage() throws IOException {
    fixture().merged();
    measure();

    List<MetricLine> lines = lines();

    assertThat(MetricHistory.lines(report()).lines())
        .allSatisfy(
            line -> assertThat(DocumentSchema.of("metric").errors(line.getBytes(UTF_8))).isEmpty());
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(Arrays.stream(Metric.values()))
                    .as("%s", line)
                    .anyMatch(metric -> named(metric, line)));
    assertThat(lines.stream().map(line -> line.table().isPresent()).toList())
        .as("the day's own lines come first")
        .isSorted();
  }

  @Test
  void hasWhatMergeMeasured() throws IOException {
    fixture().merged();
    measure();

    assertThat(value("booking", "id", "distinct")).isEqualTo(2);
    assertThat(value("booking", "id", "least")).isEqualTo(1.5);
    assertThat(value("booking", "id", "greatest")).isEqualTo(2);
    assertThat(value("booking", "id", "mean")).isEqualTo(1.75);
    assertThat(value("booking", "id", "mean-length")).isEqualTo(1);
    assertThat(value("booking", "id", "null-ratio")).isEqualTo(0);
    assertThat(value("booking", "id", "violations-id-range")).isEqualTo(1);
    assertThat(value("booking", "", "violations-key")).isEqualTo(0);
    assertThat(value("booking", "", "quarantined-stray-quote")).isEqualTo(1);
    assertThat(value("booking", "", "quarantine-ratio")).isEqualTo(0.5);
    assertThat(value("", "", "fresh")).isEqualTo(1);
    assertThat(value("", "", "correct")).isEqualTo(1);
  }

  @Test
  void aSlowStageAndAShortListAreTold() throws IOException {
    fixture().ran("merge", 0, 1, 0, 900, 0);
    new HistoryOfDays(day).days(56, "merge-seconds", date -> 300 + date.getDayOfMonth());
    day.merged();

    Finding finding =
        report().summary().findings().stream()
            .filter(one -> one.severity() != Severity.OK)
            .findFirst()
            .orElseThrow();

    assertThat(finding.rule()).isEqualTo("latency");
    assertThat(finding.severity()).isEqualTo(Severity.WARN);
    assertThat(finding.message()).startsWith("merge took longer than usual: 15:00 min, usually up");
    assertThat(finding.metric()).contains("merge-seconds");
  }

  @Test
  void fewerArchivesThanUsualAreTold() throws IOException {
    fixture();
    new HistoryOfDays(day).days(56, "archives-listed", date -> 100);
    day.merged();

    assertThat(report().summary().findings())
        .filteredOn(one -> one.rule().equals("archive-count"))
        .singleElement()
        .matches(
            one -> one.message().equals("fewer archives listed than usual: 1, usually 90 to 110"));
  }

  @Test
  void whatIsAcceptedIsKnown() throws IOException {
    fixture();
    new HistoryOfDays(day).days(56, "archives-listed", date -> 100);
    new HistoryFolder(day.store, day.layout)
        .accept(
            new Acceptance(
                Acceptance.VERSION,
                DayFixture.DATE,
                Optional.empty(),
                Optional.empty(),
                Optional.of("archives-listed"),
                "a small partner now",
                "kim",
                Instant.EPOCH));
    day.merged();

    assertThat(report().summary().changes().findings())
        .singleElement()
        .matches(state -> state.state() == FindingState.State.KNOWN)
        .matches(state -> state.rule().equals("archive-count"));
    assertThat(SummaryText.of(report())).contains("known         fewer archives listed than usual");
  }

  private static boolean named(Metric metric, MetricLine line) {
    Metric.Level level =
        line.column().isPresent()
            ? Metric.Level.COLUMN
            : line.table().isPresent() ? Metric.Level.TABLE : Metric.Level.DAY;
    return metric.level() == level
        && line.metric().matches(metric.code().replaceAll("\\{[a-z]+}", ".+"));
  }

  private double value(String table, String column, String metric) {
    return lines().stream()
        .filter(line -> line.table().orElse("").equals(table))
        .filter(line -> line.column().orElse("").equals(column))
        .filter(line -> line.metric().equals(metric))
        .findFirst()
        .orElseThrow()
        .value()
        .doubleValue();
  }

  private List<MetricLine> lines() {
    return MetricHistory.lines(report())
        .lines()
        .map(line -> Json.parse(line.getBytes(UTF_8), MetricLine.class, "line"))
        .toList();
  }

  /** Puts into the table's metadata what merge measures and the fixture does not. */
  private void measure() {
    var location = day.layout.metadata("booking");
    TableMetadata made = Json.parse(day.bytes(location), TableMetadata.class, location);
    ColumnMetrics metrics =
        new ColumnMetrics(
            2,
            2,
            Optional.of("1.5"),
            Optional.of("2"),
            Optional.of(1.75),
            2,
            1,
            1,
            Optional.of(1.0));
    List<Column> columns =
        made.columns().stream()
            .map(
                one ->
                    new Column(
                        one.name(),
                        one.origin(),
                        one.members(),
                        one.nulls(),
                        one.empties(),
                        one.types(),
                        one.sampled(),
                        Optional.of(metrics)))
            .toList();
    day.put(
        location,
        Json.bytes(
            new TableMetadata(
                made.version(),
                made.partner(),
                made.table(),
                made.date(),
                made.rows(),
                made.counts(),
                columns,
                made.drift(),
                List.of(
                    new CheckCount("id-range", Optional.of("id"), 2, 1, 0, List.of()),
                    new CheckCount("key", Optional.empty(), 2, 0, 0, List.of())),
                made.quality(),
                Optional.of(Map.of("stray-quote", 1L, "duplicate-row", 1L)))));
  }

  private DayFixture fixture() throws IOException {
    day = new DayFixture(folder);
    return day.archive("a.tar.gz", member("booking", 1, "id,guest", "1,a", "2,b"));
  }

  private DayReport report() {
    return new DaySummary(day.day(), DayFixture.FROZEN.plusSeconds(1_000)).read();
  }
}
