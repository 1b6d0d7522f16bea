package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class QuarantineCommandsTest {
  @TempDir Path folder;
  private DayFixture day;

  @BeforeEach
  void merge() throws IOException {
    day = new DayFixture(folder);
    day.archive(
            "a.tar.gz",
            member("booking", 1, "id,guest", "1,a", "2", "3,c,d"),
            member("tax", 1, "id", "1"))
        .archive("b.tar.gz", member("booking", 2, "id,guest", "\"4\u001b[31m\n\u202e\"", "5"))
        .merged();
  }

  @AfterEach
  void close() {
    day.close();
  }

  @Test
  void countsByTableReasonAndArchive() {
    assertThat(run(0, new QuarantineListCommand()))
        .isEqualTo(
            """
            table    reason          archive   records
            booking  too-few-fields  a.tar.gz        2
            booking  too-few-fields  b.tar.gz        2
            """);
    assertThat(run(0, new QuarantineListCommand(), "--table", "tax")).isEmpty();
    assertThat(run(0, new QuarantineListCommand(), "--json"))
        .contains("\"archive\" : \"a.tar.gz\"", "\"records\" : 2");
  }

  @Test
  void showsRecordsThatCannotHurtATerminal() {
    assertThat(run(0, new QuarantineShowCommand(), "--archive", "a.tar.gz"))
        .isEqualTo(
            """
            booking  a.tar.gz  booking_20250317_1.csv  line 3  too-few-fields
                2
            booking  a.tar.gz  booking_20250317_1.csv  line 4  too-few-fields
                3,c,d
            """);
    assertThat(run(0, new QuarantineShowCommand(), "--archive", "b.tar.gz"))
        .contains("\\u001b[31m\\n\\u202e")
        .doesNotContain("\u001b", "\u202e");
    assertThat(run(0, new QuarantineShowCommand(), "--limit", "1").lines()).hasSize(2);
    assertThat(run(0, new QuarantineShowCommand(), "--reason", "no-such")).isEmpty();
    assertThat(run(0, new QuarantineShowCommand(), "--json", "--limit", "1"))
        .contains("\"raw\" : \"2\"", "\"line\" : 3");
  }

  @Test
  void saysWhatIsMissingAndWhy() {
    assertThat(failure(new QuarantineListCommand(), "--table", "bokking"))
        .contains("table 'bokking' is not published on 2025-03-17; it has booking, tax");
    day.store.delete(day.layout.quarantine("booking"));
    assertThat(failure(new QuarantineShowCommand()))
        .contains("quarantine/booking.csv is missing; merge the table again");
    day.put(
        day.layout.cleaned(),
        """
        {"version": 1, "partner": "overseas-1", "date": "2025-03-17",
         "quarantine": {"at": "2025-06-30T05:00:00Z", "objects": 1, "bytes": 5}}
        """);
    assertThat(failure(new QuarantineListCommand()))
        .contains("quarantine/booking.csv was removed by clean on 2025-06-30");
  }

  private String failure(Callable<Integer> command, String... arguments) {
    List<String> said = new ArrayList<>();
    CommandLine line = new CommandLine(command);
    line.setExecutionExceptionHandler(
        (e, unused, parsed) -> {
          said.add(e.getMessage());
          return 65;
        });
    assertThat(line.execute(all(arguments))).isEqualTo(65);
    return said.get(0);
  }

  private String run(int code, Callable<Integer> command, String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(command).setOut(new PrintWriter(out));
    assertThat(line.execute(all(arguments))).isEqualTo(code);
    return out.toString();
  }

  private String[] all(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of("--partner", folder.resolve("overseas-1.yaml").toString(), "--date", "2025-03-17"));
    return all.toArray(String[]::new);
  }
}
