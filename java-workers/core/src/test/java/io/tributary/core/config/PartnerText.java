package io.tributary.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Partner files as texts, for the tests of the reader. */
final class PartnerText {
  /** The least that a partner file needs, without its end: tests append blocks to it. */
  static final String LEAST =
      """
      partner: acme
      storage: s3://lake/partners
      source: {uri: "s3://drop/{date}"}
      """;

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HOOK", "https://alerts.example/s3cret-hook",
          "ALERT_WEBHOOK", "https://alerts.example/s3cret-hook",
          "EVENTS_WEBHOOK", "https://alerts.example/s3cret-events",
          "PASSWORD", "hunter2",
          "EMPTY", "");

  private PartnerText() {}

  /** Reads a text as the file {@code p.yaml} of a new folder. */
  static PartnerSpec read(String yaml) {
    return PartnerFile.read(file(yaml), ENVIRONMENT);
  }

  /** Reads the least file with more lines at its end. */
  static PartnerSpec readWith(String more) {
    return read(LEAST + more);
  }

  /** The lines of the message that refuses a text, each from the line number on. */
  static List<String> mistakes(String yaml) {
    Path file = file(yaml);
    ConfigurationException refusal =
        catchThrowableOfType(
            ConfigurationException.class, () -> PartnerFile.read(file, ENVIRONMENT));
    assertThat(refusal).as("the file must be refused:\n%s", yaml).isNotNull();
    assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal.getMessage().lines()).allMatch(line -> line.startsWith(file + ":"));
    return refusal
        .getMessage()
        .lines()
        .map(line -> line.substring(file.toString().length() + 1))
        .toList();
  }

  /** The only mistake of the least file with more lines at its end, which begin on line 4. */
  static String mistakeWith(String more) {
    List<String> mistakes = mistakes(LEAST + more);
    assertThat(mistakes).hasSize(1);
    return mistakes.get(0);
  }

  static Path file(String yaml) {
    try {
      Path folder = Files.createTempDirectory("partner");
      folder.toFile().deleteOnExit();
      Path file = folder.resolve("p.yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
