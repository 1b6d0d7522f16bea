package io.tributary.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.DataException;
import org.junit.jupiter.api.Test;

class LedgerEntryTest {
  @Test
  void aLineIsReadAsItWasWritten() {
    LedgerEntry entry =
        new LedgerEntry(7, 2, 100, 20, 3, "ab12", "dir\\t/ta\tb\r\n_20250317_1.csv");

    assertThat(entry.line()).doesNotContain("\n").startsWith("7\t2\t100\t20\t3\tab12\t");
    assertThat(LedgerEntry.parse(entry.line())).isEqualTo(entry);
  }

  @Test
  void blankLinesBeforeTheHeaderAreToldOfWhereThereAreAny() {
    LedgerEntry entry = new LedgerEntry(7, 2, 100, 20, 3, "ab12", "t.csv", 2);

    assertThat(entry.line()).isEqualTo("7\t2\t100\t20\t3\tab12\tt.csv\t2");
    assertThat(LedgerEntry.parse(entry.line())).isEqualTo(entry);
    assertThat(LedgerEntry.parse("7\t2\t100\t20\t3\tab12\tt.csv").blankLines()).isZero();
  }

  @Test
  void whatIsNoLedgerLineIsSaidSo() {
    assertThatThrownBy(() -> LedgerEntry.parse("1\t2")).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> LedgerEntry.parse("a\t2\t3\t4\t5\t6\t7"))
        .isInstanceOf(DataException.class);
  }
}
