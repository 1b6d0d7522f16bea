package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.DeliveryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

class RunCommandTest {
  @TempDir private Path folder;
  private Path partner;

  @BeforeEach
  void deliver() throws IOException {
    partner = folder.resolve("partner.yaml");
    Files.writeString(
        partner,
        """
        partner: chosen
        source: {uri: "file://%s/outbound/{date}", marker: _COMPLETE}
        storage: file://%s/lake
        """
            .formatted(folder, folder));
    DeliveryBuilder.delivery()
        .archive(
            "a.tar.gz",
            ArchiveBuilder.gnu()
                .member("room_rate_20250317_1.csv", "id\n1\n")
                .member("booking_20250317_1.csv", "id\n1\n"))
        .writeTo(folder.resolve("outbound/2025-03-17"));
    Files.writeString(folder.resolve("outbound/2025-03-17/_COMPLETE"), "");
  }

  @Test
  void theTablesThatWereNotChosenAreNotMissed() {
    assertThat(run("--tables", "room_rate")).isZero();

    Path merged = folder.resolve("lake/chosen/2025-03-17/merged");
    assertThat(merged.resolve("room_rate/_SUCCESS")).exists();
    assertThat(merged.resolve("booking")).doesNotExist();
  }

  @Test
  void aTableWithASparkOfItsOwnIsMergedWithTheOthers() throws IOException {
    String own =
        """
        tables:
          room_rate: {spark: {spark.master: "local[1]", spark.sql.shuffle.partitions: 1}}
        """;
    Files.writeString(partner, Files.readString(partner) + own);

    assertThat(run()).isZero();

    Path merged = folder.resolve("lake/chosen/2025-03-17/merged");
    for (String table : new String[] {"room_rate", "booking"}) {
      assertThat(merged.resolve(table).resolve(table + "_2025-03-17.csv")).hasContent("id\n1\n");
    }
  }

  @Test
  void anErrorEndsWithACodeAndALine() {
    var line = TributaryCommand.commandLine();
    line.addSubcommand(new Overflowing());
    assertThat(line.execute("overflow", "--partner", partner.toString(), "--date", "2025-03-17"))
        .isEqualTo(1);
  }

  private int run(String... more) {
    String[] arguments = new String[5 + more.length];
    String[] first = {"run", "--partner", partner.toString(), "--date", "2025-03-17"};
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return TributaryCommand.commandLine().execute(arguments);
  }

  @Command(name = "overflow")
  private static final class Overflowing extends DayCommand {
    @Override
    protected String task() {
      return "overflow";
    }

    @Override
    protected WorkerResult work(Day day) {
      throw new StackOverflowError("deep");
    }
  }
}
