package io.tributary.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnNameTest {
  @Test
  void caseAndSpacesDoNotMatter() {
    assertThat(ColumnName.normalised("  Hotel \t ID ")).isEqualTo("hotel_id");
    assertThat(ColumnName.normalised("hotel_id")).isEqualTo("hotel_id");
    assertThat(ColumnName.normalised("호텔　이름")).isEqualTo("호텔_이름");
    assertThat(ColumnName.normalised(" \u00a0 ")).isEmpty();
  }
}
