package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** What partners send is in log lines, and stays in the line that it is in. */
class LogLayoutTest {
  @Test
  void aMessageIsOneLineWithoutControlCharacters() throws IOException {
    String line = line("archive a\r\n03:00:00.000 INFO  all is well\u001b[2J\b is refused");

    assertThat(line).endsWith("\n").contains("archive a\\r\\n03:00", "?[2J? is refused");
    assertThat(line.strip()).doesNotContain("\n", "\r", "\u001b", "\b");
  }

  @Test
  void otherLettersStayAsTheyAre() throws IOException {
    assertThat(line("요금 <a> & 'b'\tc")).contains("요금 <a> & 'b'\tc");
  }

  @Test
  void aStackTraceForgesNoLine() throws IOException {
    String forged = "\n03:00:00.000 INFO  all is well\r03:00:00.001 INFO  still\u001b[2J";
    Exception bug =
        new IllegalStateException("archive a" + forged, new IOException("b" + forged + "\n"));

    String[] lines = lines("it failed", bug).split("\n", -1);

    assertThat(lines[0]).endsWith("it failed");
    assertThat(lines[1]).isEqualTo("    java.lang.IllegalStateException: archive a");
    assertThat(lines[2])
        .isEqualTo("    03:00:00.000 INFO  all is well?03:00:00.001 INFO  still?[2J");
    assertThat(lines)
        .filteredOn(line -> line.contains("Caused by: java.io.IOException"))
        .hasSize(1);
    assertThat(lines)
        .filteredOn(line -> line.contains("\tat io.tributary.cli.LogLayout"))
        .isNotEmpty();
    assertThat(lines[lines.length - 1]).isEmpty();
    assertThat(Arrays.copyOfRange(lines, 1, lines.length - 1))
        .allSatisfy(line -> assertThat(line).matches("(    .*)?"));
  }

  private static String line(String message) throws IOException {
    return lines(message, null);
  }

  private static String lines(String message, Throwable thrown) throws IOException {
    String xml;
    try (var in = LogLayoutTest.class.getResourceAsStream("/log4j2-text.xml")) {
      xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher pattern = Pattern.compile("pattern=\"([^\"]*)\"").matcher(xml);
    assertThat(pattern.find()).isTrue();
    assertThat(xml).contains("alwaysWriteExceptions=\"false\"");
    PatternLayout layout =
        PatternLayout.newBuilder()
            .withPattern(pattern.group(1))
            .withAlwaysWriteExceptions(false)
            .build();
    return layout.toSerializable(
        Log4jLogEvent.newBuilder()
            .setLoggerName("io.tributary.ShardRun")
            .setLevel(Level.INFO)
            .setMessage(new SimpleMessage(message))
            .setThrown(thrown)
            .build());
  }
}
