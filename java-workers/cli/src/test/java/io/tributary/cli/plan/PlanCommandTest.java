package io.tributary.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.Json;
import io.tributary.core.error.WorkerException;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.DeliveryBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PlanCommandTest {
  private static final String[] LARGE = {"--archives", "40000", "--gigabytes", "12000"};

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private Exception refusal;

  @BeforeEach
  void partner() throws IOException {
    partner("");
  }

  private void partner(String more) throws IOException {
    Files.writeString(
        folder.resolve("acme.yaml"),
        """
        partner: acme
        source: {uri: "file://%s/outbound/{date}", marker: _COMPLETE, max-connections: 500}
        storage: s3://lake/partners
        %s
        """
            .formatted(folder, more));
  }

  private int plan(String... arguments) {
    CommandLine line = new CommandLine(new PlanCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out));
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          refusal = e;
          return e instanceof WorkerException known ? known.exitCode().code() : 1;
        });
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--partner", folder.resolve("acme.yaml").toString()));
    return line.execute(all.toArray(String[]::new));
  }

  private Plan planned(String... arguments) {
    out.getBuffer().setLength(0);
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--format", "json")).toArray(String[]::new);
    assertThat(plan(all)).isZero();
    byte[] json = out.toString().getBytes(StandardCharsets.UTF_8);
    return Json.parse(json, Plan.class, "the plan");
  }

  private Plan planned(long archives, double gigabytes) {
    return planned(
        "--archives", String.valueOf(archives), "--gigabytes", String.valueOf(gigabytes));
  }

  @Test
  void aDeliveryIsListedAndNothingIsWritten() throws IOException {
    DeliveryBuilder.delivery()
        .archive("a.tar.gz", ArchiveBuilder.gnu().member("t_20250317_1.csv", "a\n1\n"))
        .archive("b.tar.gz", ArchiveBuilder.gnu().member("t_20250317_2.csv", "a\n2\n"))
        .writeTo(folder.resolve("outbound/2025-03-17"));

    String lake = "file://" + folder + "/lake";
    assertThat(plan("--date", "2025-03-17", "--storage", lake)).isZero();
    assertThat(out.toString())
        .startsWith("Plan · acme · 2025-03-17\ndelivery  2 archives, 0.00 GB packed")
        .contains("extract: {containers: 1, parallelism: 1}\n")
        .doesNotContain("But:");
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  @Test
  void packedSegmentsAreFewerBytesAndMoreWork() throws IOException {
    Plan plain = planned(LARGE);
    partner("extract: {segment-compression: zstd}");
    Plan packed = planned(LARGE);

    long saved = plain.bytes().segments() - packed.bytes().segments();
    assertThat(packed.bytes().segments()).isBetween(saved / 3, saved);
    assertThat(packed.bytes().merged()).isEqualTo(plain.bytes().merged());
    assertThat(packed.bytes().moved()).isEqualTo(plain.bytes().moved() - 2 * saved);
    assertThat(packed.bytes().kept()).isEqualTo(plain.bytes().kept() - 7 * saved);
    assertThat(packed.coreHours()).isGreaterThan(plain.coreHours());
    assertThat(packed.extract().segments()).isEqualTo(plain.extract().segments());
    assertThat(packed.partnerFile()).contains(", segment-compression: zstd}\n");
    assertThat(plain.partnerFile()).doesNotContain("segment-compression");
    assertThat(packed.assumptions()).anyMatch(line -> line.contains("packed by zstd"));
  }

  @Test
  void whatLacksOfTheDeliveryIsSaid() throws IOException {
    DeliveryBuilder.delivery()
        .archive("a.tar.gz", ArchiveBuilder.gnu().member("t_20250317_1.csv", "a\n1\n"))
        .marker(DeliveryBuilder.Marker.NONE)
        .writeTo(folder.resolve("outbound/2025-03-17"));

    assertThat(planned("--date", "2025-03-17").warnings())
        .singleElement()
        .asString()
        .contains("not all of the delivery is there", "no marker _COMPLETE");
  }

  @Test
  void aDayWithoutADeliveryIsAnError() {
    assertThat(plan("--date", "2025-03-18")).isEqualTo(65);
    assertThat(refusal)
        .hasMessageContaining("there is no archive of 2025-03-18 at")
        .hasMessageContaining("outbound/2025-03-18")
        .hasMessageContaining("--archives and --gigabytes");
  }

  @ParameterizedTest
  @CsvSource({
    "--archives 5, come together",
    "--gigabytes 5, come together",
    "--archives 5 --gigabytes 5 --date 2025-03-17, one of the two",
    "--archives 0 --gigabytes 5, --archives must be",
    "--archives 5 --gigabytes -1, --gigabytes must be",
    "--archives 5 --gigabytes 5 --hours 0, --hours must be",
    "--archives 5 --gigabytes 5 --ratio 0.5, --ratio must be",
    "--archives 5 --gigabytes 5 --container-cpus 0, --container-cpus must be",
    "--archives 5 --gigabytes 5 --tables 0, --tables must be"
  })
  void wrongOptionsAreRefused(String arguments, String message) {
    assertThat(plan(arguments.split(" "))).isEqualTo(2);
    assertThat(refusal).hasMessageContaining(message);
  }

  /**
   * The reference of 12 TB packed: what extraction may need, and what all of it was measured at.
   */
  @Test
  void fortyThousandArchivesAreADaysWork() {
    Plan isal = planned(LARGE);
    Plan jdk = planned("--archives", "40000", "--gigabytes", "12000", "--inflater", "jdk");

    assertThat(isal.extract().coreHours()).isCloseTo(41.7, within(0.5));
    assertThat(jdk.extract().coreHours()).isCloseTo(62, within(0.5)).isLessThan(80);
    // 39.6 TB unpacked at 5.7 CPU ms a megabyte: the merge is the larger part.
    assertThat(isal.merge().coreHours()).isCloseTo(62.7, within(0.5));
    assertThat(isal.hours()).isBetween(3.0, 4.2);
    assertThat(isal.warnings()).noneMatch(warning -> warning.startsWith("takes"));
    assertThat(isal.merge().executors()).isGreaterThan(4);
    assertThat(isal.partnerFile()).contains("spark.master: k8s://");
  }

  @Test
  void aFolderOfOneMachineHasNoExecutors() {
    Plan plan = planned("--archives", "40000", "--gigabytes", "12000", "--storage", "file:///lake");

    assertThat(plan.merge().executors()).isZero();
    assertThat(plan.merge().cpus()).isEqualTo(16);
    assertThat(plan.warnings()).anySatisfy(it -> assertThat(it).startsWith("takes"));
  }

  @Test
  void moreIsNeverLess() {
    List<ToDoubleFunction<Plan>> measures =
        List.of(
            Plan::coreHours,
            plan -> plan.extract().containers(),
            plan -> plan.extract().containers() * plan.extract().cpus(),
            plan -> plan.merge().executors(),
            plan ->
                plan.merge().executors() * plan.merge().executorCpus()
                    + (plan.merge().executors() == 0 ? plan.merge().cpus() : 0),
            plan -> plan.requests().writes(),
            plan -> plan.requests().reads(),
            plan -> plan.bytes().kept(),
            plan -> plan.bytes().moved(),
            plan -> plan.month().storage(),
            plan -> plan.month().requests());
    for (int connections : new int[] {5, 13, 17, 500}) {
      List<Plan> plans = new ArrayList<>();
      for (int archives : new int[] {1, 5, 60, 700, 4_000, 7_000, 11_000, 40_000, 90_000}) {
        plans.add(planWith(connections, archives));
      }
      for (ToDoubleFunction<Plan> measure : measures) {
        assertThat(plans.stream().map(measure::applyAsDouble).toList()).isSorted();
      }
    }
  }

  private Plan planWith(int connections, int archives) {
    try {
      Path file = folder.resolve("acme.yaml");
      Files.writeString(
          file,
          Files.readString(file)
              .replaceAll("max-connections: \\d+", "max-connections: " + connections));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return planned(archives, archives * 0.3);
  }

  @Test
  void thePartnersConnectionsAreALimit() {
    Plan plan = planWith(16, 40_000);

    assertThat(plan.extract().containers() * plan.extract().parallelism()).isEqualTo(16);
    assertThat(plan.warnings())
        .anySatisfy(warning -> assertThat(warning).contains("source.max-connections is 16"));
  }

  /** As it is pasted: what the file says elsewhere stays. */
  @ParameterizedTest
  @CsvSource({"2,0.2", "400,120", "40000,12000"})
  void thePartnerFileTakesTheSnippet(long archives, double gigabytes) throws IOException {
    Plan plan = planned(archives, gigabytes);
    partner(plan.partnerFile());
    PartnerSpec read = PartnerFile.read(folder.resolve("acme.yaml"), Map.of());

    assertThat(read.extract().containers()).isEqualTo(plan.extract().containers());
    assertThat(read.extract().parallelism()).isEqualTo(plan.extract().parallelism());
    assertThat(read.merge().concurrentTables()).isEqualTo(plan.merge().concurrentTables());
    assertThat(read.spark().containsKey("spark.master")).isEqualTo(plan.merge().executors() > 0);
    // Planning again with it changes nothing.
    assertThat(planned(archives, gigabytes)).isEqualTo(plan);
  }

  @Test
  void pricesAndHoursAreTheCallers() {
    Plan plan = planned(LARGE);
    Plan dear =
        planned(
            "--archives",
            "40000",
            "--gigabytes",
            "12000",
            "--vcpu-hour",
            "0.1",
            "--gigabyte-month",
            "0",
            "--thousand-writes",
            "0",
            "--thousand-reads",
            "0");
    Plan fast = planned("--archives", "40000", "--gigabytes", "12000", "--hours", "2");

    assertThat(dear.month().computing()).isCloseTo(2 * plan.month().computing(), within(0.01));
    assertThat(dear.month().total()).isEqualTo(dear.month().computing());
    assertThat(fast.hours()).isLessThan(2.1);
    assertThat(fast.merge().executors()).isGreaterThan(plan.merge().executors());
  }
}
