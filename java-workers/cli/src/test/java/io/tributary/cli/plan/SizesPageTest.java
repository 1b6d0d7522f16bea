package io.tributary.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The table of sizes for people is what {@code plan} says. */
class SizesPageTest {
  private static final Path PAGE = Path.of("SIZES.md");
  private static final String BEGIN = "<!-- From here on made of the code: ";
  private static final String END = "-->\n";

  /** Archives and packed gigabytes of a day. */
  private static final double[][] DAYS = {
    {60, 1},
    {500, 50},
    {2_000, 400},
    {10_000, 2_000},
    {40_000, 4_000},
    {40_000, 12_000},
    {40_000, 20_000}
  };

  @TempDir Path folder;

  @Test
  void thePageHasTheTable() throws IOException {
    String page = Files.readString(PAGE);
    int made = page.indexOf(END, page.indexOf(BEGIN)) + END.length();
    String table = table();
    if (System.getProperty("update") != null) {
      Files.writeString(PAGE, page.substring(0, made) + table);
      return;
    }
    assertThat(page.substring(made))
        .as("%s is old; the comment in it says how to make it anew", PAGE)
        .isEqualTo(table);
  }

  private String table() throws IOException {
    PartnerSpec partner =
        PartnerFile.read(
            Files.writeString(
                folder.resolve("any.yaml"),
                """
                partner: any
                source: {uri: "file:///x", max-connections: 128}
                storage: s3://lake
                """),
            Map.of());
    Wishes wishes = defaults(new Wishes());
    Prices prices = defaults(new Prices());
    StringBuilder table =
        new StringBuilder(
            """

            | a day | `extract` | extract container | merge container | executors | core-hours, extract + merge | hours | S3 writes | S3 reads | kept | a month: computing + storage + requests |
            |---|---|---|---|---|---|---|---|---|---|---|
            """);
    for (double[] day : DAYS) {
      long packed = Math.round(day[1] * 1e9);
      DeliverySize size =
          new DeliverySize((long) day[0], packed, Math.round(packed * wishes.ratio()), 23, 0);
      table.append(row(new Planner(partner, wishes, prices, size, Optional.empty()).plan()));
    }
    table.append("\nAssumed:\n\n");
    new Assumptions(partner, wishes, prices)
        .lines()
        .forEach(line -> table.append("- ").append(line).append('\n'));
    return table.toString();
  }

  private static <T> T defaults(T options) {
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs();
    return options;
  }

  private static String row(Plan plan) {
    Plan.Extract extract = plan.extract();
    Plan.Merge merge = plan.merge();
    Plan.Cost month = plan.month();
    return "| %s × %s MB | `{containers: %d, parallelism: %d}` | %d CPU, %dGi | %d CPU, %dGi | %s | %s + %s | %s | %s | %s | %s | %s + %s + %s |\n"
        .formatted(
            Figures.count(plan.delivery().archives()),
            Figures.rounded(plan.delivery().packedMegabytes() / plan.delivery().archives()),
            extract.containers(),
            extract.parallelism(),
            extract.cpus(),
            extract.memoryGib(),
            merge.cpus(),
            merge.memoryGib(),
            merge.executors() == 0
                ? "–"
                : merge.executors()
                    + " × "
                    + merge.executorCpus()
                    + " CPU, "
                    + merge.executorMemoryGib()
                    + "Gi",
            Figures.rounded(extract.coreHours()),
            Figures.rounded(merge.coreHours()),
            Figures.rounded(plan.hours()),
            Figures.count(plan.requests().writes()),
            Figures.count(plan.requests().reads()),
            Figures.gigabytes(plan.bytes().kept()),
            Figures.rounded(month.computing()),
            Figures.rounded(month.storage()),
            Figures.rounded(month.requests()));
  }
}
