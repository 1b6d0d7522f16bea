package io.tributary.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ConsoleProgress progress =
      new ConsoleProgress(new PrintStream(shown, true, StandardCharsets.UTF_8));

  @Test
  void bytesTellHowFarItIs() {
    progress.begin("archives", 1200, 4_000_000_000L);
    progress.advance(300, 1_000_000_000);
    assertThat(progress.line(20))
        .isEqualTo("300 of 1,200 archives (25 %), 50.0 MB/s, about 1:00 left");
    progress.advance(0, 1_000_000);
    assertThat(progress.line(20_000)).endsWith("about 16:38:40 left");
  }

  @Test
  void itemsDoWithoutBytes() {
    progress.begin("tables", 4, 0);
    assertThat(progress.line(5)).isEqualTo("0 of 4 tables (0 %)");
    progress.advance(1, 0);
    assertThat(progress.line(5)).isEqualTo("1 of 4 tables (25 %), about 0:15 left");
  }

  @Test
  void moreThanAnnouncedIsAllOfIt() {
    progress.begin("archives", 2, 100);
    progress.advance(3, 150);
    assertThat(progress.line(1)).isEqualTo("3 of 2 archives (100 %), 0.0 MB/s, about 0:00 left");
    progress.begin("archives", 0, 0);
    assertThat(progress.line(1)).isEqualTo("0 of 0 archives (0 %)");
  }

  @Test
  void aTerminalIsClearedInTheEnd() throws InterruptedException {
    progress.begin("archives", 2, 0);
    progress.advance(1, 0);
    progress.end();
    assertThat(shown.size()).as("nothing is shown of work that is quick").isZero();

    progress.begin("archives", 2, 0);
    Thread.sleep(250);
    progress.advance(1, 0);
    progress.end();
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .startsWith("\r\u001b[K1 of 2 archives (50 %)")
        .endsWith("left\r\u001b[K");
  }
}
