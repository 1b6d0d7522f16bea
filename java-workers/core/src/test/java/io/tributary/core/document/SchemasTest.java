package io.tributary.core.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.CsvDialect;
import io.tributary.core.fixture.DocumentSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Documents with everything set, and with nothing that can be absent, against their schemas. */
class SchemasTest {
  private static final LocalDate DATE = LocalDate.of(2025, 3, 17);
  private static final Instant TIME = Instant.parse("2025-03-18T05:21:00Z");
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final Sample SAMPLE = new Sample("b.tar.gz", "t_1.csv", 7, "-1");
  private static final ColumnMetrics METRICS =
      new ColumnMetrics(
          4, 4, Optional.of("1"), Optional.of("9"), Optional.of(5.0), 4, 1, 1, Optional.of(1.0));
  private static final Finding FINDING =
      new Finding(
              Severity.WARN, Optional.of("t"), Optional.of("c"), "null-ratio", "much", "4 %", "1 %")
          .measured("nulls", 0.04, new Band(Optional.of(0.0), Optional.of(0.01), Optional.of(0.02)))
          .with(RuleAction.HOLD)
          .with(List.of(SAMPLE));

  @Test
  void describeTheSourceList() {
    valid(
        "sources",
        new SourceList(
            1,
            "overseas-1",
            DATE,
            2,
            TIME,
            "sftp://partner/out",
            Optional.of("_COMPLETE"),
            List.of(listed(Optional.of(HASH), Optional.of(5L))),
            List.of("b.tar.gz"),
            Map.of("t", new SourceList.Baseline(DATE.minusDays(1), HASH, List.of("a", "b"))),
            List.of("2025-03-16/20250317T010203.004Z-r.jsonl"),
            List.of("2025-03-16-0123abcd")));
    valid(
        "sources",
        new SourceList(
            1,
            "overseas-1",
            DATE,
            1,
            TIME,
            "file:///in",
            Optional.empty(),
            List.of(listed(Optional.empty(), Optional.empty())),
            List.of(),
            Map.of()));
  }

  @Test
  void describeTheManifest() {
    ArchiveManifest.Segment segment =
        new ArchiveManifest.Segment(
            "extracted/t/a/1.csv",
            "t",
            List.of("a"),
            new CsvDialect('|', CsvDialect.NO_QUOTE, "utf-8"),
            true,
            1,
            2,
            3,
            "01234567",
            List.of(new ArchiveManifest.Split(0, 2)));
    ArchiveManifest.Segment packed =
        new ArchiveManifest.Segment(
            "extracted/t/a/2.csv.zst",
            "t",
            List.of("a"),
            CsvDialect.DEFAULT,
            false,
            1,
            2,
            30,
            "01234567",
            List.of(new ArchiveManifest.Split(0, 2)),
            Optional.of(
                new ArchiveManifest.Packing(ArchiveManifest.Packing.ZSTD, 20, List.of(19, 15))));
    ArchiveManifest.Refusal member =
        new ArchiveManifest.Refusal(Optional.of("m.csv"), "wrong-date", "2025-03-16");
    valid(
        "manifest",
        new ArchiveManifest(
            1,
            HASH,
            listed(Optional.of(HASH), Optional.of(5L)),
            Optional.empty(),
            Optional.of(HASH),
            new ArchiveManifest.MemberCounts(1, 2, 3),
            List.of(new ArchiveManifest.TableEntry("t", 1, 2, true, 0, 20)),
            List.of(segment, packed),
            List.of(member),
            List.of("README"),
            List.of(
                new ArchiveManifest.LooseEnd("unended-tar", Optional.empty(), "no zero blocks"),
                new ArchiveManifest.LooseEnd("trailing-data", Optional.of(4L), "has 4 bytes"))));
    valid(
        "manifest",
        new ArchiveManifest(
            1,
            HASH,
            listed(Optional.empty(), Optional.empty()),
            Optional.of(new ArchiveManifest.Refusal(Optional.empty(), "truncated", "at 5")),
            Optional.empty(),
            new ArchiveManifest.MemberCounts(0, 0, 0),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  @Test
  void describeThePublicationMarker() {
    valid(
        "success",
        new PublicationMarker(
            1,
            "t",
            5,
            50,
            "0123abcd",
            HASH,
            2,
            HASH,
            HASH,
            "e-1",
            HASH,
            1,
            9,
            "0123abcd",
            HASH,
            HASH));
    valid(
        "success",
        new PublicationMarker(
            1, "t", 5, 50, "0123abcd", HASH, 1, HASH, HASH, "e-1", HASH, 0, 0, "", "", HASH));
  }

  @Test
  void describeTheTableMetadata() {
    TableMetadata.Change added =
        new TableMetadata.Change(
            TableMetadata.Change.Kind.ADDED,
            "c",
            Optional.of(" C"),
            1,
            2,
            Optional.of("a.tar.gz"),
            Optional.of("m.csv"));
    valid(
        "table_metadata",
        new TableMetadata(
            1,
            "overseas-1",
            "t",
            DATE,
            5,
            new TableMetadata.Counts(1, 2, 6, 5, 1, 0, Optional.of(1L), Optional.of(0L), 1, 3, 0),
            List.of(
                new TableMetadata.Column(
                    "c",
                    TableMetadata.Origin.NEW,
                    2,
                    1,
                    0,
                    Map.of("integer", 4L),
                    5,
                    Optional.of(METRICS))),
            new TableMetadata.Drift(Optional.of(DATE.minusDays(1)), List.of(added), 1),
            List.of(new CheckCount("r", Optional.of("c"), 6, 1, 1, List.of(SAMPLE))),
            new TableMetadata.Quality(Severity.WARN, List.of(FINDING)),
            Optional.of(Map.of("too-few-fields", 1L))));
    valid(
        "table_metadata",
        new TableMetadata(
            1,
            "overseas-1",
            "t",
            DATE,
            0,
            new TableMetadata.Counts(0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), 0, 0, 0),
            List.of(),
            new TableMetadata.Drift(Optional.empty(), List.of(), 0),
            List.of(),
            new TableMetadata.Quality(Severity.OK, List.of())));
  }

  @Test
  void describeTheHeldTable() {
    TableMetadata metadata =
        new TableMetadata(
            1,
            "overseas-1",
            "t",
            DATE,
            0,
            new TableMetadata.Counts(0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), 0, 0, 0),
            List.of(),
            new TableMetadata.Drift(Optional.empty(), List.of(), 0),
            List.of(),
            new TableMetadata.Quality(Severity.WARN, List.of(FINDING)));
    valid("table_metadata", metadata);
    valid("held", new HeldTable(1, "t", HASH, HASH, List.of("r"), metadata));
  }

  @Test
  void describeTheAskedQueries() {
    AskedQueries.Asking asking = new AskedQueries.Asking("run", 0, 1, false);
    AskedQueries.Asked asked = new AskedQueries.Asked(List.of(asking), 512L << 20, true);
    valid("asked", new AskedQueries(2, "t", HASH, Map.of("r", asked)));
    valid("asked", new AskedQueries(2, "t", HASH, Map.of()));
  }

  @Test
  void describeTheHeatmap() {
    Map<LocalDate, Severity> verdicts = Map.of(DATE, Severity.WARN);
    valid("heatmap", new Heatmap(1, "overseas-1", verdicts, Map.of("t", verdicts)));
    valid("heatmap", new Heatmap(1, "overseas-1", Map.of(), Map.of()));
  }

  @Test
  void describeWhatWasRemoved() {
    Optional<CleanedDay.Removal> removal = Optional.of(new CleanedDay.Removal(TIME, 3, 4_000));
    valid("cleaned", new CleanedDay(1, "overseas-1", DATE, removal, removal, removal));
    valid(
        "cleaned",
        new CleanedDay(
            1, "overseas-1", DATE, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void describeTheRunRecord() {
    valid(
        "run_record",
        new RunRecord(
            1,
            "r",
            "merge",
            3,
            2,
            TIME,
            Optional.of(TIME),
            Optional.of("data"),
            Optional.of(65),
            Optional.of("lost"),
            1.5,
            10,
            Map.of("bytes-read", 5L)));
    valid(
        "run_record",
        new RunRecord(
            1,
            "r",
            "merge",
            0,
            1,
            TIME,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            Map.of()));
  }

  @Test
  void describeTheSummary() {
    valid(
        "summary",
        new Summary(
            1,
            "overseas-1",
            DATE,
            Severity.CRITICAL,
            "r",
            TIME,
            new Summary.Archives(5, 2, 1, 1, 1),
            new Summary.Members(7, 1, 1),
            Map.of("t", new Summary.Table(1, 6, 5, 1, 0, 50, 2, Severity.WARN, true)),
            Map.of("merge", new Summary.Stage(1.5, 2, 1, 3.5, 10, Map.of("rows", 5L))),
            List.of(FINDING),
            List.of(
                new Summary.Refusal("a", Optional.empty(), "truncated"),
                new Summary.Refusal("a", Optional.of("m"), "wrong-date")),
            List.of("b"),
            Map.of("t", HASH),
            List.of("t"),
            "file:///x/report.html",
            Optional.of(new Summary.Delivery(TIME, TIME, Optional.empty())),
            new Summary.Changes(
                Optional.empty(),
                List.of(
                    new FindingState(
                        FindingState.State.RESOLVED,
                        Severity.ERROR,
                        Optional.empty(),
                        Optional.empty(),
                        "missing-archives",
                        "1 archive missing",
                        DATE))),
            Optional.of(
                new Summary.Alerts(
                    1, 0, List.of(new Summary.Undelivered("alerts[0]", "HTTP 500", 1)))),
            Map.of("fresh", new Summary.Slo(0.95, 28, 26, 1.4, -0.6, true))));
  }

  @Test
  void describeTheAlertState() {
    for (Optional<String> maybe : List.of(Optional.<String>empty(), Optional.of("x"))) {
      valid(
          "alert",
          new AlertState(
              1,
              "r-01",
              "overseas-1",
              DATE,
              "r",
              maybe,
              maybe,
              Severity.ERROR,
              "much",
              AlertState.Stage.SENDING,
              1,
              TIME,
              TIME,
              maybe,
              Map.of("webhook-1", Severity.CRITICAL),
              Map.of("email-1", "HTTP 500"),
              List.of("k=warn")));
    }
  }

  @Test
  void allowNothingThatTheyDoNotDescribe() {
    byte[] document = "{\"version\": 2, \"surprise\": true}".getBytes(UTF_8);

    assertThat(DocumentSchema.of("summary").errors(document))
        .anyMatch(error -> error.contains("surprise"))
        .anyMatch(error -> error.contains("version"))
        .anyMatch(error -> error.contains("'partner' not found"));
  }

  private static void valid(String schema, Object document) {
    assertThat(DocumentSchema.of(schema).errors(Json.bytes(document))).isEmpty();
  }

  private static SourceList.Archive listed(Optional<String> sha256, Optional<Long> size) {
    return new SourceList.Archive("a.tar.gz", 5, TIME, sha256, size);
  }
}
