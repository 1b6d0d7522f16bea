package io.tributary.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.command.WorkerResult;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.DataException;
import io.tributary.merge.rules.QueryCheck;
import io.tributary.merge.spark.SharedSpark;
import io.tributary.quality.contract.Contract;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A contract tried on a day that was merged. */
class ContractTestCommandTest extends ContractScene {
  private final StringWriter printed = new StringWriter();

  private WorkerResult test(TestDelivery delivery, String... tables) {
    Contract contract =
        Contract.read(folder.resolve("contract.odcs.yaml"), delivery.day().partner());
    return ContractTestCommand.report(
        new ContractTrial(delivery.day(), contract, SharedSpark.runtime()),
        List.of(tables),
        new PrintWriter(printed));
  }

  @Test
  void judgesEveryRuleAndTouchesNothing() throws IOException {
    TestDelivery delivery = hotels(rates("tried")).extract();
    run(delivery);
    Map<Path, String> before = files(folder.resolve("tried"));
    contract(
        reference(HOLD)
            + sql("cheap", "SELECT count(*) FROM {object} WHERE price < 0", "mustBe: 2")
            + sql("rows", "SELECT count(*) FROM {object}", "mustBe: 9\nseverity: warn"));

    assertThatThrownBy(() -> test(delivery))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("are broken: ")
        .hasMessageContaining("room_rate known-hotel");

    assertThat(files(folder.resolve("tried"))).isEqualTo(before);
    assertThat(printed.toString())
        .contains("room_rate: 9 records delivered, 8 to publish, 1 to quarantine, 0 to drop")
        .contains("  ok        cheap\n")
        .contains("  WARN      rows: the query gives 8\n            actual 8, expected 9\n")
        .contains("  ERROR     known-hotel: hotel_id: hotel_id names no hotel in 4 rows")
        .contains("; the table would be held back\n")
        .contains("            a.tar.gz  room_rate_20250317_1.csv:4  h9\n");
  }

  @Test
  void isContentWithWarnings() throws IOException {
    TestDelivery delivery = hotels(rates("warned")).extract();
    contract(sql("rows", "SELECT count(*) FROM {object}", "mustBe: 9\nseverity: warn"));

    assertThat(test(delivery, "hotel").message()).contains("none broken by an error");
    assertThat(printed.toString()).contains("hotel: 2 records").doesNotContain("room_rate");
  }

  @Test
  void saysThatSegmentsAreGone() throws IOException {
    TestDelivery delivery = rates("expired").extract();
    contract(sql("rows", "SELECT count(*) FROM {object}", "mustBe: 8"));
    try (Stream<String> names = delivery.store().listNames(delivery.layout().extracted())) {
      assertThat(names).isNotEmpty();
    }
    for (Path file : files(folder.resolve("expired")).keySet()) {
      if (file.toString().contains("/extracted/")) {
        Files.delete(file);
      }
    }

    assertThatThrownBy(() -> test(delivery))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the segments of table room_rate of 2025-03-17 are gone");
  }

  @Test
  void refusesTablesThatTheContractDoesNotHave() throws IOException {
    TestDelivery delivery = rates("unknown").extract();

    assertThatThrownBy(() -> test(delivery, "bookings"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("says nothing of table bookings; it has hotel, room_rate");
  }

  @Test
  void refusesAContractWhoseQueriesAreNone() throws IOException {
    contract(
        sql("drops", "DROP TABLE room_rate", "mustBe: 0")
            + sql("typo", "SELEC count(*) FROM {object}", "mustBe: 0")
            + sql("fine", "SELECT count(*) FROM {object} WHERE stay_date > {date}", "mustBe: 0"));
    Contract contract = Contract.read(folder.resolve("contract.odcs.yaml"));

    assertThatThrownBy(() -> QueryCheck.require(contract))
        .isInstanceOf(ConfigurationException.class)
        .satisfies(
            failure ->
                assertThat(failure.getMessage().lines())
                    .hasSize(2)
                    .anyMatch(line -> line.contains("rule drops: the query is no query but Drop"))
                    .anyMatch(line -> line.contains("rule typo: the query is no Spark SQL: ")));
  }

  @Test
  void showsExamples() {
    assertThat(new CommandLine(new ContractTestCommand()).getUsageMessage())
        .contains("contract test --partner overseas-1 --date 2025-03-17")
        .contains("--contract");
  }

  private static Map<Path, String> files(Path root) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.getLastModifiedTime(file) + " " + Files.size(file));
      }
    }
    return files;
  }
}
