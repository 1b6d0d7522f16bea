package io.tributary.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.store.Location;
import io.tributary.merge.spark.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One folder a case: {@code input/{archive}/{member}} and {@code input/partner.yaml}, {@code
 * expected/{table}.csv}, {@code .quarantine.csv}, {@code .metadata.json}. Run with {@code
 * -Dgolden.write=true} to write what is, then read the difference.
 */
class GoldenMergeTest {
  private static final Path CASES = Path.of("src/test/resources/golden");

  @TempDir private Path root;

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inputBecomesWhatIsExpected(String name) throws IOException {
    Path folder = CASES.resolve(name);
    Map<String, String> actual = merged(delivery(folder.resolve("input")));
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(folder.resolve("expected"));
      for (Map.Entry<String, String> file : actual.entrySet()) {
        Files.writeString(folder.resolve("expected").resolve(file.getKey()), file.getValue());
      }
    }
    assertThat(actual).isEqualTo(files(folder.resolve("expected")));
  }

  /** In frames that begin in the midst of headers, members and characters. */
  @ParameterizedTest
  @MethodSource("cases")
  void soItDoesInPackedSegments(String name) throws IOException {
    Path folder = CASES.resolve(name);
    assertThat(merged(delivery(folder.resolve("input")).packed(7)))
        .isEqualTo(files(folder.resolve("expected")));
  }

  private static Map<String, String> merged(TestDelivery delivery) {
    delivery.extract();
    new MergeRun(delivery.day(), SharedSpark.runtime(), false)
        .run(new TableSelection(List.of(), false, List.of()));
    return published(delivery);
  }

  private TestDelivery delivery(Path input) throws IOException {
    TestDelivery delivery = TestDelivery.of(input.resolve("partner.yaml"), Location.of(root));
    Path baseline = input.resolve("baseline");
    if (Files.exists(baseline)) {
      for (String table : names(baseline)) {
        delivery.baseline(table, Files.readAllLines(baseline.resolve(table)));
      }
    }
    for (String archive : names(input)) {
      if (archive.endsWith(".tar.gz")) {
        for (String member : names(input.resolve(archive))) {
          delivery.member(
              archive, member, Files.readAllBytes(input.resolve(archive).resolve(member)));
        }
      }
    }
    return delivery;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String name : names(folder)) {
      files.put(name, Files.readString(folder.resolve(name)));
    }
    return files;
  }

  private static Map<String, String> published(TestDelivery delivery) {
    Map<String, String> files = new TreeMap<>();
    for (String table : delivery.store().listNames(delivery.layout().merged()).toList()) {
      assertThat(delivery.store().head(delivery.layout().success(table))).isPresent();
      files.put(table + ".csv", delivery.text(delivery.layout().csv(table)).orElseThrow());
      delivery
          .text(delivery.layout().quarantine(table))
          .ifPresent(text -> files.put(table + ".quarantine.csv", text));
      String metadata = delivery.text(delivery.layout().metadata(table)).orElseThrow();
      files.put(table + ".metadata.json", withoutQuality(metadata));
    }
    return files;
  }

  /** What rules say is the rules' own test's business. */
  private static String withoutQuality(String text) {
    TableMetadata metadata = Json.parse(text.getBytes(UTF_8), TableMetadata.class, "metadata");
    return new String(
        Json.bytes(
            new TableMetadata(
                metadata.version(),
                metadata.partner(),
                metadata.table(),
                metadata.date(),
                metadata.rows(),
                metadata.counts(),
                metadata.columns(),
                metadata.drift(),
                metadata.checks(),
                new TableMetadata.Quality(Severity.OK, List.of()))),
        UTF_8);
  }
}
