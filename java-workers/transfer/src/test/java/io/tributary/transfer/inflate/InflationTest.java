package io.tributary.transfer.inflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tributary.core.error.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InflationTest {
  @Test
  void takesTheJdkWhereItIsAskedFor() {
    assertThat(Inflation.chosen(Map.of("TRIBUTARY_INFLATER", "jdk"))).isEqualTo(Inflation.JDK);
  }

  @Test
  void takesTheFastestByDefault() {
    assertThat(Inflation.chosen(Map.of()))
        .isEqualTo(Inflation.chosen(Map.of("TRIBUTARY_INFLATER", "auto")));
  }

  @Test
  void refusesOtherNames() {
    assertThatThrownBy(() -> Inflation.chosen(Map.of("TRIBUTARY_INFLATER", "zlib")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("TRIBUTARY_INFLATER is 'zlib': set it to auto, jdk or isal");
  }

  @Test
  void refusesIsalWhereItIsMissing() {
    assumeFalse(Inflation.chosen(Map.of()) == Inflation.ISAL, "ISA-L is installed");
    assertThatThrownBy(() -> Inflation.chosen(Map.of("TRIBUTARY_INFLATER", "isal")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("libisal2");
  }
}
