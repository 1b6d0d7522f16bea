package io.tributary.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunIdentityTest {
  private static final Instant NOW = Instant.parse("2025-03-18T01:02:03.004Z");

  @Test
  void comesFromTheEnvironment() {
    assertThat(
            RunIdentity.from(
                Map.of(
                    "TRIBUTARY_RUN_ID", "scheduled__1",
                    "TRIBUTARY_TASK_INDEX", "3",
                    "TRIBUTARY_ATTEMPT", "2"),
                NOW))
        .isEqualTo(new RunIdentity("scheduled__1", 3, 2));
  }

  @Test
  void aRunByHandIsNamedByItsTime() {
    assertThat(RunIdentity.from(Map.of(), NOW))
        .isEqualTo(new RunIdentity("manual-20250318T010203.004Z", 0, 1));
    assertThat(RunIdentity.from(Map.of("TRIBUTARY_RUN_ID", " "), NOW).runId())
        .startsWith("manual-");
  }

  @Test
  void whatIsNoNumberIsTheDefault() {
    assertThat(
            RunIdentity.from(
                Map.of("TRIBUTARY_TASK_INDEX", "-1", "TRIBUTARY_ATTEMPT", "first"), NOW))
        .extracting(RunIdentity::index, RunIdentity::attempt)
        .containsExactly(0, 1);
  }
}
