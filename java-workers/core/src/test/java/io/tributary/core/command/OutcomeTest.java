package io.tributary.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Json;
import io.tributary.core.error.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {
  private static Outcome read(String line) {
    assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4096);
    assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
    return Json.parse(line.getBytes(StandardCharsets.UTF_8), Outcome.class, "the message");
  }

  @Test
  void aShortOutcomeIsKept() {
    Outcome outcome = new Outcome(0, "done", "3 tables merged", List.of("a", "b"));
    assertThat(read(outcome.fitting())).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"", "\u0001", "객", "\ud83d\ude00"})
  void aLongOneIsShortenedUntilItFits(String letter) {
    List<String> tables = IntStream.range(0, 500).mapToObj(i -> letter + i).toList();
    Outcome kept = read(new Outcome(75, "temporary", letter.repeat(9000), tables).fitting());

    assertThat(kept.code()).isEqualTo(75);
    assertThat(kept.status()).isEqualTo("temporary");
    assertThat(kept.message()).startsWith(letter.repeat(100)).doesNotContain("?");
    assertThat(kept.published()).isEqualTo(tables.subList(0, kept.published().size()));
  }

  @Test
  void tablesGoBeforeTheMessageDoes() {
    List<String> tables = IntStream.range(0, 2000).mapToObj(i -> "table_" + i).toList();
    Outcome kept = read(new Outcome(0, "done", "2000 tables merged", tables).fitting());
    assertThat(kept.message()).isEqualTo("2000 tables merged");
    assertThat(kept.published()).hasSizeGreaterThan(250);
  }

  @Test
  void aFailureIsOneLine() {
    assertThat(Outcome.line(new ConfigurationException("a.yaml:1: x\n  a.yaml:2: y \r\n z\n")))
        .isEqualTo("a.yaml:1: x | a.yaml:2: y | z");
    assertThat(Outcome.line(new IllegalStateException("oops")))
        .isEqualTo(
            "internal error, please report it with the log: java.lang.IllegalStateException: oops");
    assertThat(Outcome.line(new ConfigurationException(null))).isEqualTo("null");
  }
}
