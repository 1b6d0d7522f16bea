package io.tributary.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in the Javadoc of the configuration's records are partner files that load. */
class ExamplesTest {
  private static final Path SOURCES = Path.of("src/main/java/io/tributary/core/config");
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\R(.*?)\\}</pre>", Pattern.DOTALL);

  static Stream<Path> records() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .filter(file -> file.toString().matches(".*(Spec|Dialect)\\.java"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void theExampleOfARecordLoads(Path file) throws IOException {
    List<String> examples =
        EXAMPLE.matcher(Files.readString(file)).results().map(ExamplesTest::text).toList();
    assertThat(examples).as("examples in " + file).hasSize(1);
    assertThat(PartnerText.read(completed(examples.get(0))).partner()).isNotBlank();
  }

  static Stream<Path> partners() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../../dags/partners"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().endsWith(".odcs.yaml")) // contracts lie beside them
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("partners")
  void thePartnersOfThisProjectLoad(Path file) {
    assertThat(PartnerFile.read(file, Map.of()).partner() + ".yaml")
        .isEqualTo(file.getFileName().toString());
  }

  private static String text(MatchResult match) {
    return match.group(1).replaceAll("(?m)^ \\* ?", "");
  }

  /** The example with the required keys that it leaves out. */
  private static String completed(String example) {
    StringBuilder completed = new StringBuilder(example);
    PartnerText.LEAST
        .lines()
        .filter(line -> !example.matches("(?s)(.*\\R)?" + line.replaceAll(":.*", "") + ":.*"))
        .forEach(line -> completed.append('\n').append(line));
    return completed.append('\n').toString();
  }
}
