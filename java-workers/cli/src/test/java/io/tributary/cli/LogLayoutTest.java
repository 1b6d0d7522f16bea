package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private static String line(String message) throws IOException {
    String xml;
    try (var in = LogLayoutTest.class.getResourceAsStream("/log4j2-text.xml")) {
      xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher pattern = Pattern.compile("pattern=\"([^\"]*)\"").matcher(xml);
    assertThat(pattern.find()).isTrue();
    PatternLayout layout = PatternLayout.newBuilder().withPattern(pattern.group(1)).build();
    return layout.toSerializable(
        Log4jLogEvent.newBuilder()
            .setLoggerName("io.tributary.ShardRun")
            .setLevel(Level.INFO)
            .setMessage(new SimpleMessage(message))
            .build());
  }
}
