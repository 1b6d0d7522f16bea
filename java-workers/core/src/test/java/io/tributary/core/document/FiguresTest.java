package io.tributary.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void groupsThousands() {
    assertThat(Figures.count(812_440_112)).isEqualTo("812,440,112");
    assertThat(Figures.count(1, "row", "rows")).isEqualTo("1 row");
    assertThat(Figures.count(0, "row", "rows")).isEqualTo("0 rows");
  }

  @Test
  void neverRoundsALittleToNothingOrAll() {
    assertThat(Figures.percent(0)).isEqualTo("0 %");
    assertThat(Figures.percent(1)).isEqualTo("100 %");
    assertThat(Figures.percent(0.041)).isEqualTo("4.1 %");
    assertThat(Figures.percent(0.0002)).isEqualTo("0.02 %");
    assertThat(Figures.percent(0.999_95)).isEqualTo("99.9950 %");
    assertThat(Figures.percent(0.000_003)).isEqualTo("0.0003 %");
  }

  @Test
  void choosesTheUnit() {
    assertThat(Figures.bytes(0)).isEqualTo("0 B");
    assertThat(Figures.bytes(999)).isEqualTo("999 B");
    assertThat(Figures.bytes(999_960)).isEqualTo("1.0 MB");
    assertThat(Figures.bytes(9_800_000_000_000L)).isEqualTo("9.8 TB");
    assertThat(Figures.rate(4_000_000_000L, 2)).isEqualTo("2.0 GB/s");
    assertThat(Figures.duration(0.42)).isEqualTo("0.4 s");
    assertThat(Figures.duration(41)).isEqualTo("41 s");
    assertThat(Figures.duration(64)).isEqualTo("1:04 min");
    assertThat(Figures.duration(4932)).isEqualTo("1:22 h");
  }
}
