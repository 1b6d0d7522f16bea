package io.tributary.transfer.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stretches are counted at once; RecordCounterTest shows that they are counted rightly. */
class StretchCountTest {
  private final StretchCount stretch =
      new StretchCount((byte) ',', '"', false, new StretchCount.Room());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,3\n",
        "1,\"Suite, Sea View\",9.5\n",
        "1,\"Suite, Sea View\",9.5\r\n",
        "\"a\",\"b\"\n",
        "\"say \"\"so\"\"\",\"\"\n",
        "\"two\nlines\",\"\n\nx\"\n",
        "서울,제주\n"
      })
  void plainRecordsAreCounted(String record) {
    byte[] bytes = repeated(record);
    assertThat(count(bytes)).isTrue();
    int whole = StretchCount.BYTES / record.getBytes(UTF_8).length;
    assertThat(stretch.lineEnds()).isEqualTo(whole);
    assertThat(stretch.lastLineEnd(StretchCount.BYTES))
        .isEqualTo(whole * record.getBytes(UTF_8).length - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b,2\n", "\"a\" \"b\"\n", "1,2\n\n", "1,2\r\n\r\n", "a \"b\",c\n"})
  void othersAreNot(String record) {
    byte[] bytes = repeated("1,\"Suite, Sea View\",9.5\n");
    byte[] odd = record.getBytes(UTF_8);
    System.arraycopy(odd, 0, bytes, 24 * 100, odd.length);
    assertThat(count(bytes)).isFalse();
  }

  @Test
  void quotesGoOnFromStretchToStretch() {
    byte[] bytes = new byte[StretchCount.BYTES];
    Arrays.fill(bytes, (byte) '\n');
    bytes[1_000] = '"';
    bytes[1_001] = 'x';
    assertThat(stretch.count(bytes, 0, true, false, false, false)).isFalse();
    Arrays.fill(bytes, 1_001, bytes.length, (byte) 'x');
    assertThat(stretch.count(bytes, 0, true, false, false, false)).isTrue();
    assertThat(stretch.lineEnds()).isZero();
    assertThat(stretch.quoted()).isFalse();
    bytes[1_001] = ',';
    bytes[1_002] = '"';
    assertThat(stretch.count(bytes, 0, true, false, false, false)).isTrue();
    assertThat(stretch.quoted()).isTrue();
  }

  private boolean count(byte[] bytes) {
    return stretch.count(bytes, 0, false, true, true, false);
  }

  private static byte[] repeated(String record) {
    byte[] one = record.getBytes(UTF_8);
    byte[] bytes = new byte[StretchCount.BYTES];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = one[at % one.length];
    }
    return bytes;
  }
}
