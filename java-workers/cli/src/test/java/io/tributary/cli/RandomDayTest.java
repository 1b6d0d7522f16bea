package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tributary.core.document.Json;
import io.tributary.core.document.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conservation and idempotence as properties: random deliveries through the whole day, against a
 * model that shares no code with it, and again under other memory, parallelism, part sizes and
 * packing. A failing seed is in the test's name, and made as small as it fails; {@code
 * -Dtributary.seeds=1000} tries more of them.
 */
class RandomDayTest {
  /** Looks for a smaller failure: minutes, when there is one. */
  private static final int TRIALS = 60;

  @TempDir Path folder;
  private Path day;

  static Stream<Long> seeds() {
    long seeds = Long.getLong("tributary.seeds", 12);
    return Stream.iterate(1L, seed -> seed + 1).limit(seeds);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyRecordIsMergedQuarantinedOrDroppedAndAgain(long seed) {
    RandomDelivery delivery = RandomDelivery.of(seed);
    try {
      check(delivery);
    } catch (AssertionError | RuntimeException failure) {
      RandomDelivery smallest = Smallest.of(delivery, RandomDelivery::smaller, this::fails, TRIALS);
      throw new AssertionError("seed " + seed + " fails, and still " + smallest, failure);
    }
  }

  private boolean fails(RandomDelivery delivery) {
    try {
      check(delivery);
      return false;
    } catch (AssertionError | RuntimeException failure) {
      return true;
    }
  }

  private void check(RandomDelivery delivery) {
    try {
      day = Files.createTempDirectory(folder, "day");
      delivery.writeTo(Files.createDirectories(day.resolve("outbound/2025-03-17")));
      checkRuns(delivery);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkRuns(RandomDelivery delivery) throws IOException {
    Path first = run("first", "memory: 64KB, parallelism: 1", "part-size: 64KB");
    Path other =
        run("other", "memory: 4MB, parallelism: 3, segment-compression: zstd", "part-size: 16MB");

    Summary summary =
        Json.parse(Files.readAllBytes(first.resolve("summary.json")), Summary.class, first);
    assertThat(summary.archives().listed()).isEqualTo(delivery.listed());
    assertThat(summary.archives().refused()).isEqualTo(delivery.refused());
    assertThat(summary.archives().duplicate()).isEqualTo(delivery.duplicates());
    RandomModel model = delivery.model();
    // A table that the partner file lists is shown though nothing of it came.
    assertThat(summary.tables().keySet()).containsAll(model.tables().keySet());
    assertThat(summary.tables().values().stream().filter(table -> table.members() > 0))
        .hasSameSizeAs(
            model.tables().values().stream().filter(table -> table.members() > 0).toList());
    model.tables().forEach((name, table) -> assertTable(first, summary, name, table));
    assertThat(data(other)).isEqualTo(data(first));
  }

  private Path run(String name, String extract, String merge) throws IOException {
    Path partner = day.resolve(name + ".yaml");
    Files.writeString(
        partner,
        """
        partner: random
        source:
          uri: file://%s/outbound/{date}
          marker: _COMPLETE
        storage: file://%s/%s
        extract: {%s}
        merge: {%s}
        tolerate: {refused-archives: 100%%}
        tables:
          room_rate: {primary-key: [id, day], on-duplicate: drop, on-collision: quarantine}
        """
            .formatted(day, day, name, extract, merge));
    int code =
        TributaryCommand.commandLine()
            .execute("run", "--partner", partner.toString(), "--date", "2025-03-17");
    assertThat(code).as("exit code of run").isZero();
    return day.resolve(name).resolve("random/2025-03-17");
  }

  private static void assertTable(
      Path day, Summary summary, String name, RandomModel.Table expected) {
    Summary.Table counted = summary.tables().get(name);
    assertThat(
            List.of(
                counted.delivered(), counted.merged(), counted.quarantined(), counted.dropped()))
        .as("delivered, merged, quarantined, dropped of %s", name)
        .containsExactly(
            expected.delivered(),
            (long) expected.rows().size(),
            expected.quarantined(),
            expected.dropped());
    Path csv = day.resolve("merged/" + name + "/" + name + "_2025-03-17.csv");
    if (expected.columns().isEmpty()) {
      assertThat(csv).as("%s, which came without one header", name).doesNotExist();
      return;
    }
    List<List<String>> lines = records(csv);
    assertThat(lines.get(0).stream().map(column -> column.trim().toLowerCase(Locale.ROOT)))
        .as("columns of %s", name)
        .isEqualTo(expected.columns());
    assertThat(lines.subList(1, lines.size())).as("rows of %s", name).isEqualTo(expected.rows());
  }

  private static List<List<String>> records(Path csv) {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().skipEmptyLines(false).ofCsvRecord(csv, StandardCharsets.UTF_8)) {
      return reader.stream().map(CsvRecord::getFields).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of every merged CSV and quarantine file by name: what a reader sees. */
  private static Map<String, String> data(Path day) throws IOException {
    Map<String, String> data = new TreeMap<>();
    try (Stream<Path> files = Files.walk(day)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".csv")).toList()) {
        String name = day.relativize(file).toString();
        if (name.startsWith("merged") || name.startsWith("quarantine")) {
          data.put(name, Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    }
    return data;
  }
}
