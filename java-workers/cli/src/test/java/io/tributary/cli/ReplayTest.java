package io.tributary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.DeliveryBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a changed setting, a late archive and a clean make of a day that was done before. */
class ReplayTest {
  private static final String LONG = "2,".concat("x".repeat(100));

  @TempDir private Path folder;
  private Path source;
  private String settings = "";

  @BeforeEach
  void deliver() throws IOException {
    source = folder.resolve("outbound/2025-03-17");
    DeliveryBuilder.delivery()
        .archive(
            "a.tar.gz",
            ArchiveBuilder.gnu()
                .member("room_rate_20250317_1.csv", "id,name\n1,one\n" + LONG + "\n3\n")
                .member("tax_20250317_1.csv", "id\n1\n"))
        .archive(
            "b.tar.gz", ArchiveBuilder.gnu().member("booking_20250317_1.csv", "id,x\n1,2\n3\n"))
        .writeTo(source);
    Files.writeString(source.resolve("_COMPLETE"), "");
  }

  @Test
  void aRaisedLimitBringsRecordsBack() throws IOException {
    settings = "limits: {record-bytes: 64}\n";
    said(0, "run");
    assertThat(said(0, "quarantine", "list"))
        .contains("room_rate  too-few-fields  a.tar.gz        1")
        .contains("room_rate  too-long        a.tar.gz        1");
    assertThat(said(0, "quarantine", "replay")).startsWith("a rerun changes nothing");

    settings = "limits: {record-bytes: 1KB}\n";
    Map<String, String> before = data("lake");
    assertThat(said(0, "quarantine", "replay"))
        .contains(
            "room_rate: 1 record of quarantine would come back, 1 (too-few-fields 1) stay;"
                + " rows 1 -> 2\n")
        .contains("booking: 0 records")
        .contains("--run does it here; in Airflow, clear merge with Downstream");
    assertThat(data("lake")).isEqualTo(before);

    assertThat(said(0, "quarantine", "replay", "--table", "room_rate", "--run"))
        .contains("room_rate: 1 record of quarantine came back, 1 (too-few-fields 1) stay;")
        .doesNotContain("booking");
    assertThat(csv("room_rate")).isEqualTo("id,name\n1,one\n" + LONG + "\n");
    assertThat(said(0, "quarantine", "replay", "--run", "--json"))
        .contains("\"archives\" : [ ]", "\"table\" : \"booking\"");
    assertThat(data("lake")).isEqualTo(fresh());
    assertThat(said(0, "quarantine", "replay")).startsWith("a rerun changes nothing");
  }

  @Test
  void anArchiveThatALimitRefusedIsExtractedAgainAlone() throws IOException {
    settings = "limits: {entries: 1}\ntolerate: {refused-archives: 1}\n";
    said(0, "run");
    assertThat(manifest("a")).contains("too-many-entries");
    FileTime extracted = modified("manifests/b.tar.gz.json");
    FileTime published = modified("merged/booking/_SUCCESS");

    settings = "limits: {entries: 2}\ntolerate: {refused-archives: 1}\n";
    assertThat(said(0, "quarantine", "replay"))
        .startsWith("1 archive is extracted again:\n  a.tar.gz, refused before: too-many-entries\n")
        .contains("in Airflow, clear batch_extract with Downstream");
    assertThat(said(0, "quarantine", "replay", "--run"))
        .contains("extracted again  a.tar.gz  refused before: too-many-entries, accepted\n")
        .contains("room_rate: 0 records of quarantine came back, 1 (too-few-fields 1) stay; rows 0")
        .doesNotContain("booking");

    assertThat(modified("manifests/b.tar.gz.json")).isEqualTo(extracted);
    assertThat(modified("merged/booking/_SUCCESS")).isEqualTo(published);
    assertThat(data("lake")).isEqualTo(fresh());
  }

  @Test
  void anArchiveThatStaysRefusedIsReadOnceForEachLimit() throws IOException {
    settings = "limits: {member-size: 1KB, ratio: 2}\ntolerate: {refused-archives: 2}\n";
    DeliveryBuilder.delivery()
        .archive(
            "c.tar.gz",
            ArchiveBuilder.gnu().member("tax_20250317_2.csv", "id\n" + "1\n".repeat(5_000)))
        .writeTo(source);
    said(0, "run");
    assertThat(manifest("c")).contains("member-too-large");
    FileTime refused = modified("manifests/c.tar.gz.json");
    said(0, "run");
    assertThat(modified("manifests/c.tar.gz.json")).isEqualTo(refused);

    settings = "limits: {member-size: 2KB, ratio: 2}\ntolerate: {refused-archives: 2}\n";
    said(0, "run");
    assertThat(modified("manifests/c.tar.gz.json")).isGreaterThan(refused);
    assertThat(manifest("c")).contains("allows 2048");
  }

  @Test
  void aLateArchiveMergesItsOwnTablesAgain() throws IOException {
    said(0, "run");
    Map<String, FileTime> before = new TreeMap<>();
    for (String table : List.of("room_rate", "tax", "booking")) {
      before.put(table, modified("merged/" + table + "/_SUCCESS"));
    }
    FileTime extracted = modified("manifests/a.tar.gz.json");
    DeliveryBuilder.delivery()
        .archive("late.tar.gz", ArchiveBuilder.gnu().member("tax_20250317_9.csv", "id\n9\n"))
        .writeTo(source);
    said(0, "run");

    assertThat(csv("tax")).isEqualTo("id\n1\n9\n");
    assertThat(modified("merged/tax/_SUCCESS")).isGreaterThan(before.get("tax"));
    assertThat(modified("merged/room_rate/_SUCCESS")).isEqualTo(before.get("room_rate"));
    assertThat(modified("merged/booking/_SUCCESS")).isEqualTo(before.get("booking"));
    assertThat(modified("manifests/a.tar.gz.json")).isEqualTo(extracted);
  }

  @Test
  void aDayWithoutItsSegmentsIsDoneAndSaysSoWhereTheyAreNeeded() throws IOException {
    settings = "retention: {extracted: 1d, quarantine: 1d}\n";
    said(0, "run");
    Map<String, String> before = data("lake");
    assertThat(said(0, "clean")).contains("nothing to remove");
    monthsLater();
    assertThat(said(0, "clean")).contains("extracted", "quarantine", "nothing was removed");
    said(0, "clean", "--delete");
    assertThat(day().resolve("extracted/tax/a.tar.gz")).isEmptyDirectory();
    assertThat(said(0, "clean")).contains("nothing to remove");

    // A rerun has nothing to do, and the checks miss nothing.
    FileTime published = modified("merged/room_rate/_SUCCESS");
    said(0, "run");
    said(0, "verify", "--deep");
    assertThat(modified("merged/room_rate/_SUCCESS")).isEqualTo(published);
    // What needs them says why it cannot, and leaves the product.
    assertThat(failure(65, "merge", "--force")).contains("removed by clean on 20", "--again");
    assertThat(failure(65, "trace", "--table", "tax", "--row", "1"))
        .contains("removed by clean on 20", "--again");
    assertThat(failure(65, "quarantine", "show")).contains("removed by clean on 20");
    said(0, "verify", "--deep");

    // Extracted again in part, the rest is still missed.
    assertThat(said(0, "extract", "--again", "--shard", "1/2")).isEmpty();
    assertThat(failure(65, "merge", "--force")).contains("removed by clean on 20");
    said(0, "extract", "--again");
    said(0, "merge", "--force");
    said(0, "verify", "--deep");
    assertThat(data("lake")).isEqualTo(before);
    assertThat(said(0, "trace", "--table", "tax", "--row", "1")).contains("a.tar.gz");
  }

  @Test
  void anInterruptedCleanOfTheDayIsSaid() throws IOException {
    DeliveryBuilder.delivery()
        .archive("c.tar.gz", ArchiveBuilder.gnu().member("tax_20250317_2.csv", "id\n2\n"))
        .writeTo(source);
    said(0, "run");
    Files.writeString(
        day().resolve("cleaned.json"),
        "{\"version\": 1, \"partner\": \"acme\", \"date\": \"2025-03-17\","
            + " \"day\": {\"at\": \"2040-03-25T04:00:00Z\", \"objects\": 9, \"bytes\": 9}}");
    // Objects go in no order: the table's first segment is still there.
    try (Stream<Path> segments = Files.list(day().resolve("extracted/tax/c.tar.gz"))) {
      for (Path segment : segments.toList()) {
        Files.delete(segment);
      }
    }
    assertThat(failure(65, "merge", "--force")).contains("were removed by clean on 2040-03-25");
  }

  @Test
  void whatTheSourceHasNoMoreIsNotExtractedAgain() throws IOException {
    settings = "retention: {extracted: 1d}\n";
    said(0, "run");
    Map<String, String> before = data("lake");
    monthsLater();
    said(0, "clean", "--delete");
    Files.delete(source.resolve("a.tar.gz"));

    assertThat(failure(65, "extract", "--again"))
        .contains("a.tar.gz is to be extracted again and the source has it no more", "vanished");
    // Nor with other settings, which need all of it.
    settings = "retention: {extracted: 1d}\ncsv: {delimiter: \";\"}\n";
    assertThat(failure(65, "extract")).contains("what was published stays");
    settings = "retention: {extracted: 1d}\n";
    said(0, "extract");
    said(0, "verify", "--deep");
    Map<String, String> after = data("lake");
    assertThat(after).isEqualTo(before);
  }

  /** As if all that lies there had been written long ago. */
  private void monthsLater() throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(Duration.ofDays(60)));
    try (Stream<Path> files = Files.walk(day())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
    // Of the records only the words are of today: none of them is open.
    assertThat(day().resolve("runs")).isDirectory();
  }

  private Path day() {
    return folder.resolve("lake/acme/2025-03-17");
  }

  private String manifest(String archive) throws IOException {
    return Files.readString(day().resolve("manifests/" + archive + ".tar.gz.json"));
  }

  private FileTime modified(String name) throws IOException {
    return Files.getLastModifiedTime(day().resolve(name));
  }

  private String csv(String table) throws IOException {
    return Files.readString(day().resolve("merged/" + table + "/" + table + "_2025-03-17.csv"));
  }

  /** What a first run with these settings makes. */
  private Map<String, String> fresh() throws IOException {
    assertThat(execute(new StringWriter(), "another", "run")).isZero();
    return data("another");
  }

  /** The data that promise 2 is about. */
  private Map<String, String> data(String lake) throws IOException {
    Path day = folder.resolve(lake + "/acme/2025-03-17");
    Map<String, String> data = new TreeMap<>();
    for (String part : List.of("manifests", "merged", "quarantine")) {
      try (Stream<Path> files = Files.walk(day.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          boolean hidden = file.getFileName().toString().startsWith(".tributary");
          if (!hidden) {
            data.put(
                day.relativize(file).toString(),
                Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
          }
        }
      }
    }
    return data;
  }

  private String said(int code, String... arguments) throws IOException {
    StringWriter out = new StringWriter();
    assertThat(execute(out, "lake", arguments)).as("%s", List.of(arguments)).isEqualTo(code);
    return out.toString();
  }

  private String failure(int code, String... arguments) throws IOException {
    List<String> messages = new ArrayList<>();
    assertThat(execute(new StringWriter(), "lake", messages, arguments)).isEqualTo(code);
    return String.join("\n", messages);
  }

  private int execute(StringWriter out, String lake, String... arguments) throws IOException {
    return execute(out, lake, new ArrayList<>(), arguments);
  }

  private int execute(StringWriter out, String lake, List<String> messages, String... arguments)
      throws IOException {
    Path partner = folder.resolve("acme.yaml");
    Files.write(
        partner,
        """
        partner: acme
        source: {uri: "file://%s/outbound/{date}", marker: _COMPLETE, stable-for: 1s, poll-interval: 1s}
        storage: file://%s/%s
        %s
        """
            .formatted(folder, folder, lake, settings)
            .getBytes(UTF_8));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--partner", partner.toString()));
    if (!arguments[0].equals("clean")) {
      all.addAll(List.of("--date", "2025-03-17"));
    }
    CommandLine line = TributaryCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    CommandLine.IExecutionExceptionHandler handler = line.getExecutionExceptionHandler();
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          messages.add(String.valueOf(e.getMessage()));
          return handler.handleExecutionException(e, command, parsed);
        });
    return line.execute(all.toArray(String[]::new));
  }
}
