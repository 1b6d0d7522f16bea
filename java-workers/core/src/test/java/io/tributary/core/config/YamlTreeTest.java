package io.tributary.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTreeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true | true",
        "False | false",
        "yes | \"yes\"",
        "null | null",
        "~ | null",
        "`` | null",
        "'' | \"\"",
        "12 | 12",
        "0x1F | 31",
        "0o17 | 15",
        "-0.50 | -0.50",
        "1e3 | 1E+3",
        "'12' | \"12\"",
        "1.0.0 | \"1.0.0\"",
        "2025-03-17 | \"2025-03-17\"",
        "${object} | \"${object}\"",
        "123456789012345678901234567890 | 123456789012345678901234567890",
        "[1, {a: b}] | [1,{\"a\":\"b\"}]",
      })
  void scalarsAreWhatYamlsCoreSchemaSays(String written, String json) throws IOException {
    assertThat(tree("key: " + (written == null ? "" : written)).root().get("key").toString())
        .isEqualTo(json);
  }

  @Test
  void everyValueHasItsLine() throws IOException {
    YamlTree tree = tree("a:\n  b: [1,\n      2]\n  c: &x {d: 1}\ne: *x\nf: {<<: *x, g: 2}\n");
    assertThat(tree.line("a.b")).isEqualTo(2);
    assertThat(tree.line("a.b[1]")).isEqualTo(3);
    assertThat(tree.line("e.d")).isEqualTo(4);
    assertThat(tree.line("f.g")).isEqualTo(6);
    assertThat(tree.line("a.b[7].x")).isEqualTo(2);
    assertThat(tree.line("nothing")).isEqualTo(1);
    assertThat(tree.root().at("/f/d").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: &x [*x] | a[0]: contains itself; remove the alias",
        "a: .inf | a: '.inf' is no number that can be used; quote a text",
        "a: 1 b: 2 | is no YAML",
        "# nothing | the file is empty; write at least something",
      })
  void refusesWhatHasNoForm(String text, String mistake) {
    assertThatThrownBy(() -> tree(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(":1: " + mistake);
  }

  @Test
  void doesNotUnfoldForEver() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String items = ("*a" + (i - 1) + ", ").repeat(10);
      text.append("a" + i + ": &a" + i + " [" + items + "]\n");
    }
    assertThatThrownBy(() -> tree(text.toString()))
        .hasMessageContaining("is too much; use fewer aliases");
    assertThatThrownBy(() -> tree("[".repeat(500) + "]".repeat(500)))
        .hasMessageContaining("is nested too deeply");
  }

  private YamlTree tree(String text) throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.writeString(file, text);
    Mistakes mistakes = new Mistakes(file);
    var tree = YamlTree.read(file, "a thing", "something", mistakes);
    mistakes.refuse();
    return tree.orElseThrow();
  }
}
