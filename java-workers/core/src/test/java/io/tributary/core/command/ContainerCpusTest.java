package io.tributary.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerCpusTest {
  private static final int SEEN = Runtime.getRuntime().availableProcessors();

  @Test
  void areThoseThatThePodWasGiven() {
    assertThat(ContainerCpus.of(Map.of("TRIBUTARY_CPUS", "1"))).isEqualTo(1);
    assertThat(ContainerCpus.of(Map.of("TRIBUTARY_CPUS", "0"))).isEqualTo(1);
    assertThat(ContainerCpus.of(Map.of("TRIBUTARY_CPUS", "100000"))).isEqualTo(SEEN);
  }

  @Test
  void areThoseOfTheMachineOtherwise() {
    assertThat(ContainerCpus.of(Map.of())).isEqualTo(SEEN);
    assertThat(ContainerCpus.of(Map.of("TRIBUTARY_CPUS", " "))).isEqualTo(SEEN);
  }

  @Test
  void areWhole() {
    assertThatThrownBy(() -> ContainerCpus.of(Map.of("TRIBUTARY_CPUS", "500m")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("TRIBUTARY_CPUS is '500m'");
  }
}
