package io.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Json;
import io.tributary.core.history.Acceptance;
import io.tributary.core.history.HistoryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HistoryCommandTest {
  @TempDir Path folder;
  private DayFixture day;
  private HistoryFolder history;

  @BeforeEach
  void open() throws IOException {
    day = new DayFixture(folder);
    history = new HistoryFolder(day.store, day.layout);
  }

  @AfterEach
  void close() {
    day.close();
  }

  @Test
  void keepsWhatIsAccepted() {
    String said =
        run(
            0,
            "accept",
            "--date",
            "2025-03-16",
            "--table",
            "room_rate",
            "--column",
            "price",
            "--metric",
            "null-ratio",
            "--reason",
            "a flood",
            "--by",
            "kim");

    String id = history.accepted().get(0);
    Acceptance kept = history.acceptance(id);
    assertThat(said).isEqualTo("accepted " + id + ": room_rate.price null-ratio on 2025-03-16\n");
    assertThat(kept.reason()).isEqualTo("a flood");
    assertThat(kept.by()).isEqualTo("kim");
    assertThat(kept.table()).contains("room_rate");
    assertThat(run(0, "list", "--until", "2025-03-17"))
        .isEqualTo(
            "1 known anomaly\n"
                + id
                + "  room_rate.price null-ratio  kim  a flood\n"
                + "0 days of history\n");
  }

  @Test
  void saysWhatOfTheDayItCovers() {
    day.archive("a.tar.gz", FixtureMember.member("booking", 1, "id", "1"))
        .missing("b.tar.gz")
        .merged();
    day.put(
        day.layout.report("summary.json"),
        Json.bytes(new DaySummary(day.day(), DayFixture.FROZEN).read().summary()));

    assertThat(run(0, "accept", "--date", "2025-03-17", "--reason", "a flood"))
        .contains("\nit covers 1 finding of the day's summary\n");
    assertThat(
            run(0, "accept", "--date", "2025-03-17", "--table", "bokking", "--reason", "a flood"))
        .contains(
            "\nit covers no finding of the day's summary: there is no table bokking, did you mean"
                + " booking?\n");
    assertThat(
            run(0, "accept", "--date", "2025-03-17", "--metric", "merged", "--reason", "a flood"))
        .contains("\nit covers no finding of the day's summary; history show");
  }

  @Test
  void revokesOnceAndKeepsBoth() {
    run(0, "accept", "--date", "2025-03-16", "--reason", "a flood", "--by", "kim");
    String id = history.accepted().get(0);

    assertThat(run(0, "revoke", id, "--reason", "no flood")).isEqualTo("revoked " + id + "\n");
    assertThat(history.accepted()).isEmpty();
    assertThat(history.acceptance(id).reason()).isEqualTo("a flood");
    assertThat(run(1, "revoke", id, "--reason", "again")).contains("is revoked already");
    assertThat(run(1, "revoke", "2025-03-16-00000000", "--reason", "x"))
        .contains("there is no acceptance 2025-03-16-00000000");
    assertThat(run(1, "revoke", "../../x", "--reason", "x")).contains("is no id of an acceptance");
  }

  @Test
  void showsMetricsDayByDay() {
    new HistoryOfDays(day).table(3, "room_rate", "merged", date -> date.getDayOfMonth() * 1_000);
    run(
        0,
        "accept",
        "--date",
        "2025-03-15",
        "--table",
        "room_rate",
        "--reason",
        "a flood",
        "--by",
        "kim");

    assertThat(
            run(0, "show", "--table", "room_rate", "--metric", "merged", "--until", "2025-03-16"))
        .isEqualTo(
            String.join(
                "\n",
                List.of(
                    "date              merged",
                    "2025-03-14  Fri   14,000",
                    "2025-03-15  Sat  15,000*",
                    "2025-03-16  Sun   16,000",
                    "")));
    assertThat(run(0, "show", "--until", "2025-03-16")).startsWith("no such history");
  }

  @Test
  void wantsAReasonAndATable() {
    assertThat(run(1, "accept", "--date", "2025-03-16", "--reason", " "))
        .contains("--reason says nothing");
    assertThat(run(1, "accept", "--date", "2025-03-16", "--reason", "x", "--column", "price"))
        .contains("--column needs the --table");
    assertThat(history.accepted()).isEmpty();
  }

  @Test
  void acceptancesAreDocuments() {
    run(0, "accept", "--date", "2025-03-16", "--reason", "a flood", "--by", "kim");
    var file = day.layout.history().child("accepted").child(history.accepted().get(0) + ".json");

    assertThat(io.tributary.core.fixture.DocumentSchema.of("acceptance").errors(day.bytes(file)))
        .isEmpty();
    assertThat(Json.parse(day.bytes(file), Acceptance.class, file).table()).isEmpty();
  }

  private String run(int exit, String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine line = new CommandLine(new HistoryCommand());
    line.setOut(new PrintWriter(said));
    line.setErr(new PrintWriter(said));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          said.write(failure.getMessage());
          return 1;
        });
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--partner";
    all[arguments.length + 1] = folder.resolve("overseas-1.yaml").toString();
    assertThat(line.execute(all)).as("%s", said).isEqualTo(exit);
    return said.toString();
  }
}
