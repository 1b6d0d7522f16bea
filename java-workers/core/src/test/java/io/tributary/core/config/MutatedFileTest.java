package io.tributary.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.error.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a partner file looks like, it is read or refused. */
class MutatedFileTest {
  private static final int ROUNDS = 4000;
  private static final String[] PIECES = {
    ":",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    "\"",
    "#",
    "&a ",
    "*a",
    "<<: ",
    "!x ",
    "|\n",
    ">\n",
    "? ",
    "%",
    "@",
    "`",
    "\n",
    "\t",
    "  ",
    "---\n",
    "...\n",
    "${",
    "${NONE}",
    "${HOOK}",
    "\\",
    "\u0000",
    "\uFEFF",
    "\u2028",
    "null",
    "~",
    "0",
    "-1",
    "1e9",
    "99999999999999999999",
    "{date}",
    "{date:",
    "é",
    "객실",
    "\ud83d\ude00",
    "PT",
    "P1Y",
    "%n",
    "../",
    "://"
  };

  @TempDir Path folder;

  @Test
  void mutationsAreReadOrRefused() throws Exception {
    Random random = new Random(20250317);
    Path file = folder.resolve("p.yaml");
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = mutated(PartnerFileTest.DESIGN, random);
      Files.write(file, bytes(text, random));
      try {
        assertThat(PartnerFile.read(file, Map.of("HOOK", "https://h.example/x"))).isNotNull();
      } catch (ConfigurationException e) {
        refused++;
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + round + " of this file:\n" + text, e);
      }
    }
    assertThat(refused).isBetween(ROUNDS / 2, ROUNDS - 1);
  }

  private static String mutated(String valid, Random random) {
    String text = valid;
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(20));
      text =
          switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at) + text.substring(to);
            case 1 -> text.substring(0, at) + text.substring(at, to) + text.substring(at);
            case 2 -> text.substring(0, at);
            case 3 -> shuffled(text, random);
            default ->
                text.substring(0, at) + PIECES[random.nextInt(PIECES.length)] + text.substring(at);
          };
    }
    return text;
  }

  private static String shuffled(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.size() > 1) {
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static byte[] bytes(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
