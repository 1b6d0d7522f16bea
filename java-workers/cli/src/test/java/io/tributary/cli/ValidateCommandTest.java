package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.PermissionException;
import io.tributary.core.error.TemporaryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();

  private int validate(Object... args) {
    CommandLine line = new CommandLine(new ValidateCommand());
    line.setOut(new PrintWriter(out));
    return line.execute(Stream.of(args).map(Object::toString).toArray(String[]::new));
  }

  private Path partner(String name, String source, String more) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        "partner: %s\nstorage: file://%s/lake\nsource: {%s}\n%s"
            .formatted(name, folder, source, more));
  }

  private Path local(String name) throws IOException {
    return partner(name, "uri: 'file://" + folder + "/drop/{date}', marker: DONE", "");
  }

  @Test
  void rightFilesAreNamed() throws IOException {
    Path a = partner("a", "uri: s3://drop", "tables: {x: , y: }\n");
    Path b = local("b");

    assertThat(validate(a, b)).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "✓ " + a + ": partner a, 2 tables listed", "✓ " + b + ": partner b, 0 tables listed");
  }

  @Test
  void aFolderOfPartnerFilesHasContractsBesideThem() throws IOException {
    Path contract =
        Files.writeString(
            folder.resolve("a.odcs.yaml"),
            """
            apiVersion: v3.1.0
            kind: DataContract
            id: a
            version: 1.0.0
            status: active
            schema: [{name: hotel, properties: [{name: stars}]}]
            """);
    assertThat(validate(contract, local("b"))).isZero();
    assertThat(out.toString()).contains("✓ " + contract + ": contract of 1 tables");

    Files.writeString(contract, "kind: DataContract\n");
    assertThat(validate(contract)).isEqualTo(2);
  }

  @Test
  void theContractIsCheckedWithItsPartnerFile() throws IOException {
    Path a = partner("a", "uri: s3://drop", "contract: a.odcs.yaml\ntables: {hotel: , city: }\n");
    Path contract = folder.resolve("a.odcs.yaml");
    String head = "apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\n";
    String rules = "schema: [{name: hotel, quality: [{metric: rowCount, mustBe: 1}]}]\n";
    Files.writeString(contract, head + "status: active\n" + rules);
    assertThat(validate(a)).isZero();
    assertThat(out.toString()).contains("✓ " + contract + ": contract of 1 tables, 1 rules");

    out.getBuffer().setLength(0);
    Files.writeString(contract, head + "schema: [{name: hotels}]\n");
    assertThat(validate(a)).isEqualTo(2);
    assertThat(out.toString().lines())
        .contains(
            "✗ " + contract + ":1: status: is missing; the standard asks for it",
            "✗ "
                + contract
                + ":5: schema[0].name: 'hotels' is no table of a.yaml; did you mean hotel?");

    out.getBuffer().setLength(0);
    Files.delete(contract);
    assertThat(validate(a)).isEqualTo(2);
    assertThat(out.toString()).contains("✗ there is no data contract " + contract);
  }

  @Test
  void allMistakesOfAllFilesAreShown() throws IOException {
    Path a = partner("a", "uri: s3://drop, deadline: late", "timezon: UTC\n");
    Path b = local("b");
    Path c = partner("c", "uri: s3:/drop", "");

    assertThat(validate(a, b, c, folder.resolve("d.yaml"))).isEqualTo(2);
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("✗ " + a + ":3: source.deadline: 'late' is no time"),
            line -> assertThat(line).startsWith("✗ " + a + ":4: timezon: is unknown; did you mean"),
            line -> assertThat(line).isEqualTo("✓ " + b + ": partner b, 0 tables listed"),
            line -> assertThat(line).startsWith("✗ " + c + ":3: source.uri: 's3:/drop' is no"),
            line ->
                assertThat(line).contains("there is no partner file " + folder.resolve("d.yaml")));
  }

  @Test
  void aPartnerIsFoundByItsName() throws IOException {
    Path b = local("b");
    assertThat(validate("--partners", folder, "b")).isZero();
    assertThat(out).hasToString("✓ " + b + ": partner b, 0 tables listed" + System.lineSeparator());
  }

  @Test
  void filesAndPartnersBelongTogether() throws IOException {
    Path a = local("a");
    Path copy = Files.copy(a, folder.resolve("copy.yaml"));

    assertThat(validate(copy)).isZero();
    assertThat(out.toString().lines())
        .contains("! " + copy + ": a DAG is made of it only under the name a.yaml");

    assertThat(validate(a, a)).isZero();
    assertThat(validate(a, copy)).isEqualTo(2);
    assertThat(out.toString())
        .contains("✗ " + copy + ": partner: 'a' is the partner of " + a + " already; give each");
  }

  @Test
  void connectTriesSourceAndStorage() throws IOException {
    Path a = local("a");
    Path drop = Files.createDirectories(folder.resolve("drop/2025-03-17"));
    Files.writeString(drop.resolve("one.tar.gz"), "x".repeat(150_000));
    Files.writeString(drop.resolve("two.tar.gz"), "x".repeat(150_000));
    Files.writeString(drop.resolve("notes.txt"), "x");

    assertThat(validate(a, "--connect", "--date", "2025-03-17")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "✓ " + a + ": partner a, 0 tables listed",
            "✓ source file://"
                + drop
                + ": 3 files, 2 of them archives (0.3 MB), marker DONE is not there",
            "✓ storage file://" + folder + "/lake: written, read and deleted an object");
    try (Stream<Path> left = Files.walk(folder.resolve("lake"))) {
      assertThat(left.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("_validate"));
    }
  }

  @Test
  void theDayIsYesterdayAndMayBeEmpty() throws IOException {
    assertThat(validate(local("a"), "--connect")).isZero();
    assertThat(out.toString())
        .contains(
            "drop/" + LocalDate.now(ZoneOffset.UTC).minusDays(1) + ": reached; nothing is there");
  }

  @Test
  void aSourceThatCannotBeTriedLeavesTheStorageToBeTried() throws IOException {
    Path hosts = folder.resolve("no_hosts");
    Path a =
        partner(
            "a", "uri: sftp://u@localhost/x, known-hosts: " + hosts + ", password: hunter2", "");

    assertThat(validate(a, "--connect")).isEqualTo(2);
    assertThat(out.toString().lines().toList())
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).startsWith("✗ ").contains(hosts.toString()))
        .anySatisfy(line -> assertThat(line).startsWith("✓ storage "))
        .noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void theGravestFailureIsTheCommands() {
    CheckReport report = new CheckReport(new PrintWriter(out));
    report.passed("one");
    assertThat(report.code()).isEqualTo(ExitCode.DONE);
    report.failed(new TemporaryException("away"));
    assertThat(report.code()).isEqualTo(ExitCode.TEMPORARY);
    report.failed(new PermissionException("refused"));
    report.failed(new TemporaryException("away"));
    assertThat(report.code()).isEqualTo(ExitCode.PERMISSION);
    report.failed(new ConfigurationException("wrong\nvery wrong"));
    report.failed(new PermissionException("refused"));
    assertThat(report.code()).isEqualTo(ExitCode.USAGE);
    assertThat(report.summary()).isEqualTo("5 of 6 checks failed, the first: away");
    assertThat(out.toString().lines())
        .containsExactly(
            "✓ one", "✗ away", "✗ refused", "✗ away", "✗ wrong", "✗ very wrong", "✗ refused");
  }

  @Test
  void storageThatCannotBeWrittenFails() throws IOException {
    Path file = Files.writeString(folder.resolve("lake"), "a file where the folder should be");
    Path a = local("a");
    assertThat(validate(a, "--connect")).isNotZero();
    assertThat(out.toString()).contains("✗ ").contains(file.toString());
  }

  @Test
  void aFileIsNeeded() {
    assertThat(validate()).isEqualTo(2);
  }
}
