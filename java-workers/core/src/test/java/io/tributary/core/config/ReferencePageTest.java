package io.tributary.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for people says what the code does: every key, its default, its meaning. */
class ReferencePageTest {
  private static final Path PAGE = Path.of("../../dags/partners/README.md");
  private static final String BEGIN = "<!-- From here on made of the code: ";
  private static final String END = "-->\n";

  @Test
  void thePageHasEveryKey() throws IOException {
    String page = Files.readString(PAGE);
    int made = page.indexOf(END, page.indexOf(BEGIN)) + END.length();
    String keys = keys();
    if (System.getProperty("update") != null) {
      Files.writeString(PAGE, page.substring(0, made) + keys);
      return;
    }
    assertThat(page.substring(made))
        .as("%s is old; the comment in it says how to make it anew", PAGE)
        .isEqualTo(keys);
  }

  @Test
  void theExampleOnThePageLoads() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
    String example = page.substring(begin, page.indexOf("```", begin));
    assertThat(PartnerText.read(example).partner()).isEqualTo("overseas-1");
  }

  private static String keys() {
    return Reference.blocks().entrySet().stream()
        .map(block -> section(block.getKey(), block.getValue()))
        .collect(Collectors.joining());
  }

  private static String section(String block, List<Key<?>> keys) {
    return (block.isEmpty() ? "\n### The file\n" : "\n### `" + block + "`\n")
        + "\n| key | default | meaning |\n|---|---|---|\n"
        + keys.stream().map(ReferencePageTest::row).collect(Collectors.joining());
  }

  private static String row(Key<?> key) {
    String byDefault = key.required() ? "**required**" : cell(key.shown());
    return "| `" + key.name() + "` | " + byDefault + " | " + cell(key.description()) + " |\n";
  }

  private static String cell(String text) {
    return text.isEmpty() ? "–" : text.replace("|", "\\|");
  }
}
