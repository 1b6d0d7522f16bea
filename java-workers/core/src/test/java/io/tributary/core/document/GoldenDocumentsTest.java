package io.tributary.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.core.config.CsvDialect;
import io.tributary.core.document.ArchiveManifest.MemberCounts;
import io.tributary.core.document.ArchiveManifest.Packing;
import io.tributary.core.document.ArchiveManifest.Refusal;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.ArchiveManifest.Split;
import io.tributary.core.document.ArchiveManifest.TableEntry;
import io.tributary.core.document.SourceList.Archive;
import io.tributary.core.document.SourceList.Baseline;
import io.tributary.core.document.TableMetadata.Change;
import io.tributary.core.document.TableMetadata.Column;
import io.tributary.core.document.TableMetadata.Counts;
import io.tributary.core.document.TableMetadata.Drift;
import io.tributary.core.document.TableMetadata.Origin;
import io.tributary.core.document.TableMetadata.Quality;
import io.tributary.core.error.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What documents look like on storage, where other teams read them: a change of a golden file is a
 * change of the contract. {@code -Dupdate} writes them anew.
 */
class GoldenDocumentsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final LocalDate DATE = LocalDate.of(2025, 3, 17);
  private static final Instant TIME = Instant.parse("2025-03-18T01:02:03.004Z");
  private static final Archive ARCHIVE =
      new Archive("b-1.tar.gz", 1234, TIME, Optional.of("ab".repeat(32)), Optional.of(1234L));
  private static final Finding FINDING =
      new Finding(
          Severity.WARN,
          Optional.of("room_rate"),
          Optional.of("price"),
          "null-ratio",
          "price: NULL 4.1 %, usually 0.9 to 1.4 %",
          "4.1 %",
          "0.9 to 1.4 %",
          RuleAction.QUARANTINE,
          Optional.of("nulls"),
          Optional.of(0.041),
          Optional.of(new Band(Optional.of(0.009), Optional.of(0.011), Optional.of(0.014))),
          List.of(new Sample("b-1.tar.gz", "room_rate_20250317_1.csv", 7, "")));

  static Stream<Object> documents() {
    return Stream.of(
        sourceList(), manifest(), marker(), runRecord(), metadata(), summary(), alert());
  }

  private static SourceList sourceList() {
    return new SourceList(
        SourceList.VERSION,
        "acme",
        DATE,
        2,
        TIME,
        "sftp://u@h/2025-03-17",
        Optional.of("_COMPLETE"),
        List.of(ARCHIVE, new Archive("객.tar.gz", 0, TIME, Optional.empty(), Optional.empty())),
        List.of("b-2.tar.gz"),
        Map.of("room_rate", new Baseline(DATE.minusDays(1), "cd", List.of("id", "Price €"))),
        List.of("2025-03-16/20250317T010203.004Z-manual__1.jsonl"),
        List.of("2025-03-16-0123abcd"));
  }

  private static ArchiveManifest manifest() {
    return new ArchiveManifest(
        ArchiveManifest.VERSION,
        "0123",
        ARCHIVE,
        Optional.empty(),
        Optional.of("ef".repeat(32)),
        new MemberCounts(3, 1, 1),
        List.of(new TableEntry("room_rate", 3, 42, true, 0, 99)),
        List.of(
            new Segment(
                "extracted/room_rate/b-1.tar.gz/01234567-0.csv",
                "room_rate",
                List.of("id", "a \"quoted\" one"),
                new CsvDialect('\t', CsvDialect.NO_QUOTE, "utf-8"),
                false,
                3,
                42,
                4096,
                "01234567",
                List.of(new Split(0, 9), new Split(7, 2048))),
            new Segment(
                "extracted/room_rate/b-1.tar.gz/01234567-1.1.5.7-6.csv.zst",
                "room_rate",
                List.of("id"),
                CsvDialect.DEFAULT,
                false,
                1,
                7,
                1_048_577,
                "89abcdef",
                List.of(new Split(9, 3)),
                Optional.of(new Packing(Packing.ZSTD, 1 << 20, List.of(345_678, 14))))),
        List.of(new Refusal(Optional.of("x.csv"), "duplicate-column", "id, ID")),
        List.of("._x.csv"));
  }

  private static PublicationMarker marker() {
    return new PublicationMarker(
        PublicationMarker.VERSION,
        "room_rate",
        40,
        999,
        "0000beef",
        "aa",
        2,
        "bb",
        "cc",
        "etag",
        "dd",
        2,
        55,
        "0000cafe",
        "ee",
        "ff");
  }

  private static RunRecord runRecord() {
    return new RunRecord(
        RunRecord.VERSION,
        "manual__1",
        "merge",
        0,
        2,
        TIME,
        Optional.of(TIME.plusSeconds(60)),
        Optional.of("temporary"),
        Optional.of(75),
        Optional.of("storage is away"),
        1.5,
        1 << 20,
        Map.of("bytes-read", 7L, "archives", 2L));
  }

  private static TableMetadata metadata() {
    return new TableMetadata(
        TableMetadata.VERSION,
        "acme",
        "room_rate",
        DATE,
        40,
        new Counts(2, 3, 42, 40, 2, 0, Optional.of(1L), Optional.empty(), 1, 14, 0),
        List.of(
            new Column("id", Origin.PARTNER, 3, 0, 0, Map.of("integer", 40L), 40),
            new Column(
                "price",
                Origin.NEW,
                2,
                4,
                3,
                Map.of("text", 1L, "decimal", 35L),
                40,
                Optional.of(
                    new ColumnMetrics(
                        36,
                        30,
                        Optional.of("0.5"),
                        Optional.of("x"),
                        Optional.of(12.25),
                        35,
                        1,
                        6,
                        Optional.of(4.5))))),
        new Drift(
            Optional.of(DATE.minusDays(1)),
            List.of(
                new Change(
                    Change.Kind.ADDED,
                    "price",
                    Optional.of("Price"),
                    2,
                    3,
                    Optional.of("b-1.tar.gz"),
                    Optional.of("room_rate_20250317_1.csv"))),
            1),
        List.of(
            new CheckCount(
                "price-range",
                Optional.of("price"),
                42,
                2,
                2,
                List.of(new Sample("b-1.tar.gz", "room_rate_20250317_1.csv", 9, "-1")))),
        new Quality(Severity.WARN, List.of(FINDING)),
        Optional.of(Map.of("too-few-fields", 2L)));
  }

  private static Summary summary() {
    return new Summary(
        Summary.VERSION,
        "acme",
        DATE,
        Severity.ERROR,
        "manual__1",
        TIME,
        new Summary.Archives(4, 2, 1, 1, 0),
        new Summary.Members(3, 1, 1),
        Map.of("room_rate", new Summary.Table(3, 42, 40, 2, 0, 999, 2, Severity.WARN, true)),
        Map.of("merge", new Summary.Stage(61.5, 2, 1, 1.5, 1 << 20, Map.of("bytes-read", 7L))),
        List.of(FINDING),
        List.of(new Summary.Refusal("b-1.tar.gz", Optional.empty(), "truncated")),
        List.of("b-2.tar.gz"),
        Map.of("room_rate", "cc"),
        List.of("room_rate"),
        "s3://lake/acme/2025-03-17/report.html",
        Optional.of(new Summary.Delivery(TIME, TIME.minusSeconds(90), Optional.of(2L))),
        new Summary.Changes(
            Optional.of(DATE.minusDays(1)),
            List.of(
                new FindingState(
                    FindingState.State.ONGOING,
                    Severity.WARN,
                    FINDING.table(),
                    FINDING.column(),
                    FINDING.rule(),
                    FINDING.message(),
                    DATE.minusDays(3)))),
        Optional.of(
            new Summary.Alerts(
                2, 1, List.of(new Summary.Undelivered("alerts[0] (webhook)", "HTTP 500", 3)))),
        Map.of("fresh", new Summary.Slo(0.95, 28, 27, 1.4, 0.4, true)));
  }

  private static AlertState alert() {
    return new AlertState(
        AlertState.VERSION,
        "null-ratio.room_rate.price-0123456789ab",
        "acme",
        DATE,
        "null-ratio",
        Optional.of("room_rate"),
        Optional.of("price"),
        Severity.WARN,
        "price: NULL 4.1 %, usually 0.9 to 1.4 %",
        AlertState.Stage.UNDELIVERED,
        1,
        TIME,
        TIME.plusSeconds(2),
        Optional.of("manual__1 summarize 0 1"),
        Map.of("webhook-01234567", Severity.WARN),
        Map.of("email-89abcdef", "no answer within 15 s"),
        List.of());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void isWrittenAsEverAndReadAsWritten(Object document) throws IOException {
    Path golden = GOLDEN.resolve(document.getClass().getSimpleName() + ".json");
    byte[] bytes = Json.bytes(document);
    if (System.getProperty("update") != null) {
      Files.createDirectories(GOLDEN);
      Files.write(golden, bytes);
    }
    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(Files.readString(golden));
    assertThat((Object) Json.parse(bytes, document.getClass(), golden)).isEqualTo(document);
    assertThat(Json.line(document)).doesNotContain("\n");
  }

  @Test
  void whatLaterVersionsAddIsNoTrouble() {
    String json = Json.line(runRecord()).replaceFirst("\\{", "{\"added\":[1],");
    assertThat(Json.parse(json.getBytes(StandardCharsets.UTF_8), RunRecord.class, "x"))
        .isEqualTo(runRecord());
  }

  @Test
  void aManifestOfFramesThatCannotBeIsNone() {
    String json = Json.line(manifest());
    for (String[] lie :
        new String[][] {
          {"[345678,14]", "[345678]"},
          {"[345678,14]", "[345678,-14]"},
          {"[345678,14]", "[2147483647,14]"},
          {"[345678,14]", "[345678,null]"},
          {"[345678,14]", "null"},
          {"\"zstd\"", "\"lz4\""},
          {"\"frameBytes\":1048576", "\"frameBytes\":0"},
          {"\"frameBytes\":1048576", "\"frameBytes\":2147483647"},
          {"\"bytes\":1048577", "\"bytes\":9223372036854775807"}
        }) {
      String text = json.replace(lie[0], lie[1]);
      assertThat(text).isNotEqualTo(json);
      assertThatExceptionOfType(DataException.class)
          .as(lie[1])
          .isThrownBy(
              () ->
                  Json.parse(
                      text.getBytes(StandardCharsets.UTF_8), ArchiveManifest.class, "s3://b/m"))
          .withMessage("s3://b/m is not a readable ArchiveManifest; restore or remove it");
    }
  }

  @Test
  void whatIsNoDocumentIsNamed() {
    for (String text : new String[] {"", "null", "[]", "{", "{\"started\":\"now\"}", "7"}) {
      assertThatExceptionOfType(DataException.class)
          .as(text)
          .isThrownBy(
              () -> Json.parse(text.getBytes(StandardCharsets.UTF_8), RunRecord.class, "s3://b/r"))
          .withMessage("s3://b/r is not a readable RunRecord; restore or remove it");
    }
  }
}
