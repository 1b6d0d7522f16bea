package io.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void alignsTextOfDoubleWidth() {
    TextTable table = new TextTable("<><");
    table.add("객실요금", "1", "가");
    table.add("tax", "1,000");
    StringBuilder text = new StringBuilder();

    table.writeTo(text);

    assertThat(text).hasToString("객실요금      1  가\ntax       1,000\n");
  }

  @Test
  void measuresAsTerminalsShow() {
    assertThat(DisplayWidth.of("한글 ab")).isEqualTo(7);
    assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    assertThat(DisplayWidth.of("ｱ漢Ａ")).isEqualTo(5);
    assertThat(DisplayWidth.cut("한글한글", 5)).isEqualTo("한글…");
    assertThat(DisplayWidth.cut("short", 5)).isEqualTo("short");
  }

  @Test
  void letsNoValueMoveTheCursor() {
    assertThat(DisplayWidth.plain("a\u001b[2Jb\nc\u202ed")).isEqualTo("a\ufffd[2Jb c\ufffdd");
  }
}
