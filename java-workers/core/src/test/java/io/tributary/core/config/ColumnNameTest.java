package io.tributary.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnNameTest {
  @ParameterizedTest
  @CsvSource({
    "hotel_id, hotel_id",
    "Hotel_ID, hotel_id",
    "'  hotel id ', hotel_id",
    "'hotel \t\u00a0id', hotel_id",
    "'\u3000객실 요금\u3000', 객실_요금",
    "'hotel\nid', hotel_id",
    "hotel-id, hotel-id",
    "'_ a _', __a__",
    "ÄÖ, äö",
    "'a b  c', a_b_c",
  })
  void spellingsOfOneColumnAreEqual(String spelling, String normal) {
    assertThat(ColumnName.normalise(spelling)).isEqualTo(normal);
    assertThat(ColumnName.normalise(normal)).isEqualTo(normal);
  }

  @Test
  void blankNamesAreEmpty() {
    assertThat(ColumnName.normalise("")).isEmpty();
    assertThat(ColumnName.normalise(" \t\u3000")).isEmpty();
  }

  @Test
  void theMachinesLanguageDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(ColumnName.normalise("TITLE")).isEqualTo("title");
    } finally {
      Locale.setDefault(before);
    }
  }
}
