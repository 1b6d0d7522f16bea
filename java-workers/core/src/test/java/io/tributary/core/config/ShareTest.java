package io.tributary.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.ToleranceSpec.Share;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
  @ParameterizedTest
  @CsvSource({
    "0, false, 0, 10, 1",
    "3, false, 3, 10, 4",
    "0.7, true, 7, 1000, 8",
    "0.1, true, 41, 41212, 42",
    "2.3, true, 23, 1000, 24",
    "100, true, 10, 10, 11",
    "50, true, 0, 1, 1",
    "50, true, 0, 0, 1",
  })
  void allowsNoMoreThanItself(
      double value, boolean percent, long allowed, long total, long tooMany) {
    Share share = new Share(value, percent);
    assertThat(share.allows(allowed, total)).isTrue();
    assertThat(share.allows(tooMany, total)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, false, 0", "3, false, 3", "0.1, true, 0.1%", "12, true, 12%"})
  void readsLikeTheFile(double value, boolean percent, String text) {
    assertThat(new Share(value, percent)).hasToString(text);
  }
}
