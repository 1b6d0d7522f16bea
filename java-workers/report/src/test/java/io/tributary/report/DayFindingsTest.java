package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.Band;
import io.tributary.core.document.Finding;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.Json;
import io.tributary.core.document.RefusalReason;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.history.Acceptance;
import io.tributary.core.history.HistoryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings that only the day as a whole shows. */
class DayFindingsTest {
  @TempDir private Path folder;
  private DayFixture day;

  @BeforeEach
  void open() throws IOException {
    day = new DayFixture(folder);
  }

  @AfterEach
  void close() {
    day.close();
  }

  @Test
  void tellsOnceWhatManyTablesHaveInCommon() throws IOException {
    mergedTables();
    for (String table : List.of("a", "b", "c")) {
      fewerRows(table);
    }

    Summary summary = summary();

    assertThat(summary.findings())
        .filteredOn(finding -> finding.severity() != Severity.OK)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.table()).isEmpty();
              assertThat(finding.message())
                  .startsWith("3 of 3 tables have fewer rows than usual, by 20 % in the middle");
            });
    assertThat(summary.verdict()).isEqualTo(Severity.WARN);
    assertThat(summary.tables().get("b").verdict()).isEqualTo(Severity.OK);
    assertThat(summary.findings())
        .extracting(Finding::message)
        .contains("20 % fewer, as other tables");
  }

  @Test
  void tellsNothingInCommonOfTablesThatAreKnownToDiffer() throws IOException {
    List<String> tables = List.of("a", "b", "c");
    mergedTables();
    for (String table : tables) {
      fewerRows(table);
      new HistoryFolder(day.store, day.layout)
          .accept(
              new Acceptance(
                  Acceptance.VERSION,
                  DayFixture.DATE,
                  Optional.of(table),
                  Optional.empty(),
                  Optional.of("merged"),
                  "fewer rooms now",
                  "kim",
                  Instant.EPOCH));
    }

    assertThat(summary().changes().findings())
        .extracting(FindingState::table, FindingState::state)
        .containsExactlyElementsOf(
            tables.stream()
                .map(table -> tuple(Optional.of(table), FindingState.State.KNOWN))
                .toList());
  }

  /** Tables a, b and c. */
  private void mergedTables() throws IOException {
    day.archive(
            "a.tar.gz",
            member("a", 1, "id", "1"),
            member("b", 1, "id", "1"),
            member("c", 1, "id", "1"))
        .merged();
  }

  private void fewerRows(String table) {
    TableMetadata was = Json.read(day.store, day.layout.metadata(table), TableMetadata.class);
    Finding finding =
        new Finding(
                Severity.WARN,
                Optional.of(table),
                Optional.empty(),
                "row-count",
                "20 % fewer",
                "80 rows",
                "95 to 105 rows")
            .measured(
                "merged", 80, new Band(Optional.of(95.0), Optional.of(100.0), Optional.of(105.0)));
    day.put(
        day.layout.metadata(table),
        Json.bytes(
            new TableMetadata(
                was.version(),
                was.partner(),
                was.table(),
                was.date(),
                was.rows(),
                was.counts(),
                was.columns(),
                was.drift(),
                was.checks(),
                new TableMetadata.Quality(Severity.WARN, List.of(finding)))));
  }

  @Test
  void losesNoTableForItsNameInSilence() throws IOException {
    day.archive("a.tar.gz", member("booking", 1, "id", "1")).merged();
    var place = day.layout.manifest("a.tar.gz");
    ArchiveManifest manifest = Json.read(day.store, place, ArchiveManifest.class);
    ArchiveManifest.Refusal refusal =
        new ArchiveManifest.Refusal(
            Optional.of("room rate_20250317_1.csv"),
            RefusalReason.UNSAFE_TABLE_NAME.code(),
            "room rate");
    day.put(
        place,
        Json.bytes(
            new ArchiveManifest(
                manifest.version(),
                manifest.key(),
                manifest.archive(),
                manifest.refusal(),
                manifest.sha256(),
                new ArchiveManifest.MemberCounts(1, 1, 1),
                manifest.tables(),
                manifest.segments(),
                List.of(refusal),
                manifest.ignoredMembers())));

    assertThat(summary().findings())
        .filteredOn(finding -> finding.severity() == Severity.ERROR)
        .extracting(Finding::rule)
        .containsExactly("unsafe-table-names");
  }

  private Summary summary() {
    return new DaySummary(day.day(), DayFixture.FROZEN.plusSeconds(100)).read().summary();
  }
}
