package io.tributary.report;

import static io.tributary.report.FixtureMember.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.quality.contract.Contract;
import io.tributary.quality.contract.ContractColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A contract of a merged day, into a file that can be named in the partner file as it is. */
class ContractInferCommandTest {
  @TempDir private Path folder;
  private DayFixture day;

  @AfterEach
  void close() {
    day.close();
  }

  @Test
  void writesAContractThatThePartnerFileCanName() throws IOException {
    merged("contract: overseas-1.odcs.yaml", "tables: {hotel: {primary-key: [id]}, city: {}}");
    Path file = folder.resolve("overseas-1.odcs.yaml");

    String message = infer("--output", file.toString());

    assertThat(message).startsWith("inferred a contract of 2 tables: review " + file);
    Contract contract = Contract.of(day.day().partner()).orElseThrow();
    assertThat(contract.tables()).containsOnlyKeys("city", "hotel");
    assertThat(contract.table("hotel").orElseThrow().columns())
        .extracting(ContractColumn::name, ContractColumn::required)
        .containsExactly(tuple("id", true), tuple("city", false));
  }

  @Test
  void leavesAFileAloneThatIsThere() throws IOException {
    merged();
    Path file = Files.writeString(folder.resolve("mine.odcs.yaml"), "mine");

    assertThatThrownBy(() -> infer("--output", file.toString()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(file + " exists already; move it away, or choose another --output");
    assertThat(file).hasContent("mine");
  }

  @Test
  void writesOnlyTheTablesThatAreChosen() throws IOException {
    merged();
    Path file = folder.resolve("city.odcs.yaml");

    infer("--table", "city", "--output", file.toString());

    assertThat(Contract.read(file).tables()).containsOnlyKeys("city");
    assertThatThrownBy(() -> infer("--table", "town"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("table town of 2025-03-17 is not merged; check --table");
  }

  @Test
  void writesTablesWhoseNamesAreNoFileNames() throws IOException {
    day =
        new DayFixture(folder)
            .archive("a.tar.gz", member("객실", 1, "id", "1"), member("city", 1, "city_id", "10"))
            .merged();
    Path file = folder.resolve("all.odcs.yaml");

    infer("--output", file.toString());

    assertThat(Contract.read(file).tables()).containsOnlyKeys("city", "객실");
  }

  @Test
  void needsAMergedDay() throws IOException {
    day = new DayFixture(folder);

    assertThatThrownBy(this::infer)
        .isInstanceOf(ObjectMissingException.class)
        .hasMessage("nothing of 2025-03-17 is merged; run merge first, or choose another --date");
  }

  private void merged(String... lines) throws IOException {
    day =
        new DayFixture(folder, lines)
            .archive(
                "a.tar.gz",
                member("hotel", 1, "id,city", "1,10", "2,20"),
                member("city", 1, "city_id", "10"))
            .freeze()
            .extract()
            .merged("hotel", "city");
  }

  private String infer(String... arguments) {
    ContractInferCommand command = new ContractInferCommand();
    CommandLine line = new CommandLine(command);
    String[] all = new String[arguments.length + 4];
    // The day is open already: these only satisfy the parser.
    System.arraycopy(new String[] {"--partner", "open", "--date", "2025-03-17"}, 0, all, 0, 4);
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    line.parseArgs(all);
    return command.perform(day.day()).message();
  }
}
