package io.tributary.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tributary.cli.TributaryCommand;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.Json;
import io.tributary.core.document.Summary;
import io.tributary.core.fixture.DeliveryBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One day of one partner with many faults in it, and healthy archives and members in between:
 * through the whole worker, and each with its exact outcome.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileDay {
  private final List<Fault> catalogue;
  private final String limits;
  private Path folder;

  private final Map<Fault, List<String>> archives = new LinkedHashMap<>();
  private final Neighbours neighbours = new Neighbours();
  private Path day;
  private Summary summary;

  /**
   * A day yet to come.
   *
   * @param limits the partner's {@code limits} block
   */
  HostileDay(List<Fault> catalogue, String limits) {
    this.catalogue = catalogue;
    this.limits = limits;
  }

  List<Fault> faults() {
    return catalogue;
  }

  Summary summary() {
    return summary;
  }

  ArchiveManifest manifestOf(Fault fault) throws IOException {
    return manifest(archives.get(fault).get(0));
  }

  @BeforeAll
  void runTheDay(@TempDir Path temporary) throws IOException {
    folder = temporary;
    deliver();
    Path partner = partner();
    assertThat(execute("run", partner)).as("exit code of run").isZero();
    assertThat(execute("verify", partner, "--deep")).as("exit code of verify --deep").isZero();
    day = folder.resolve("lake/hostile/2025-03-17");
    summary = Json.parse(Files.readAllBytes(day.resolve("summary.json")), Summary.class, day);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void hasItsExactOutcome(Fault fault) throws IOException {
    List<String> names = archives.get(fault);
    assumeTrue(!names.isEmpty(), fault.maker() + " is not installed");
    Expected expected = fault.expected();
    List<ArchiveManifest> manifests = new ArrayList<>();
    for (String name : names) {
      manifests.add(manifest(name));
    }

    assertThat(manifests.get(0).refusal().map(ArchiveManifest.Refusal::reason))
        .as("why the archive is refused")
        .isEqualTo(expected.refusal());
    assertThat(manifests.get(0).looseEnds().stream().map(ArchiveManifest.LooseEnd::reason))
        .as("what is loose at its end")
        .isEqualTo(expected.looseEnd().stream().toList());
    assertThat(
            manifests.stream()
                .flatMap(of -> of.refusedMembers().stream())
                .map(ArchiveManifest.Refusal::reason))
        .as("why members are refused")
        .isEqualTo(expected.memberRefusal().stream().toList());
    assertThat(manifests.stream().mapToLong(of -> of.members().ignored()).sum())
        .as("ignored entries")
        .isEqualTo(expected.ignored());
    Path csv = day.resolve("merged/" + fault.table() + "/" + fault.table() + "_2025-03-17.csv");
    Optional<String> merged =
        Files.exists(csv)
            ? Optional.of(Files.readString(csv, StandardCharsets.UTF_8))
            : Optional.empty();
    assertThat(merged).as("the table").isEqualTo(expected.merged());
    assertThat(quarantine(fault.table())).as("quarantine").isEqualTo(expected.quarantine());
  }

  @Test
  void everyNeighbourComesOutWhole() {
    Path csv = day.resolve("merged/neighbour/neighbour_2025-03-17.csv");
    assertThat(csv).hasContent(neighbours.expected());
  }

  @Test
  void everyArchiveAndRecordIsAccountedFor() throws IOException {
    long listed = archives.values().stream().mapToLong(List::size).sum();
    long refused =
        archives.entrySet().stream()
            .filter(of -> !of.getValue().isEmpty())
            .filter(of -> of.getKey().expected().refusal().isPresent())
            .count();
    Set<String> distinct = new HashSet<>();
    long accepted = 0;
    for (String archive : delivered()) {
      ArchiveManifest manifest = manifest(archive);
      if (manifest.extracted()) {
        accepted++;
        distinct.add(
            DeliveryBuilder.sha256(
                Files.readAllBytes(folder.resolve("outbound/2025-03-17/" + archive))));
      }
    }
    assertThat(summary.archives().refused()).isEqualTo(refused);
    assertThat(summary.archives().duplicate()).isEqualTo(accepted - distinct.size());
    assertThat(summary.archives().listed()).isEqualTo(listed + archives.size());
    summary
        .tables()
        .forEach(
            (name, table) ->
                assertThat(table.merged() + table.quarantined() + table.dropped())
                    .as("records of %s", name)
                    .isEqualTo(table.delivered()));
  }

  private List<String> delivered() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("outbound/2025-03-17"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".tar.gz"))
          .toList();
    }
  }

  private void deliver() throws IOException {
    DeliveryBuilder delivery = DeliveryBuilder.delivery().marker(DeliveryBuilder.Marker.SIZES);
    int number = 0;
    for (Fault fault : catalogue) {
      List<String> names = new ArrayList<>();
      for (byte[] archive : fault.packed().archives(fault.table())) {
        String name = "%03d-%s-%d.tar.gz".formatted(number, fault.table(), names.size());
        delivery.archive(name, archive);
        names.add(name);
        if (fault.amongNeighbours()) {
          neighbours.within(name, fault.table());
        }
      }
      assertThat(archives.put(fault, names)).as("faults have names of their own").isNull();
      String healthy = "%03d-%s-healthy.tar.gz".formatted(number, fault.table());
      delivery.archive(healthy, neighbours.archive(healthy, fault.table()));
      number++;
    }
    Path outbound = Files.createDirectories(folder.resolve("outbound/2025-03-17"));
    delivery.writeTo(outbound);
    // As if it had come hours ago: nothing is left to settle.
    Instant hoursAgo = Instant.now().minus(Duration.ofHours(3));
    try (Stream<Path> files = Files.list(outbound)) {
      for (Path file : files.toList()) {
        boolean marker = file.endsWith("_COMPLETE");
        Instant time = marker ? hoursAgo.plus(Duration.ofHours(1)) : hoursAgo;
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
    }
  }

  private Path partner() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            partner: hostile
            source: {uri: "file://%s/outbound/{date}", marker: _COMPLETE}
            storage: file://%s/lake
            limits: %s
            tolerate: {refused-archives: 100%%}
            tables:
              neighbour: {}
            """
                .formatted(folder, folder, limits));
    for (Fault fault : catalogue) {
      fault
          .dialect()
          .ifPresent(block -> text.append("  %s: {csv: %s}\n".formatted(fault.table(), block)));
    }
    return Files.writeString(folder.resolve("hostile.yaml"), text);
  }

  private static int execute(String command, Path partner, String... more) {
    List<String> words =
        new ArrayList<>(List.of(command, "--partner", partner.toString(), "--date", "2025-03-17"));
    words.addAll(List.of(more));
    return TributaryCommand.commandLine().execute(words.toArray(String[]::new));
  }

  private ArchiveManifest manifest(String archive) throws IOException {
    Path path = day.resolve("manifests/" + archive + ".json");
    return Json.parse(Files.readAllBytes(path), ArchiveManifest.class, path);
  }

  private List<Expected.Quarantined> quarantine(String table) throws IOException {
    Path path = day.resolve("quarantine/" + table + ".csv");
    if (!Files.exists(path)) {
      return List.of();
    }
    List<Expected.Quarantined> found = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().ofCsvRecord(path, StandardCharsets.UTF_8)) {
      for (CsvRecord record : reader.stream().skip(1).toList()) {
        found.add(new Expected.Quarantined(Long.parseLong(record.getField(2)), record.getField(3)));
      }
    }
    return found;
  }
}
