package io.tributary.merge.slice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  /** Ends of the ranges that a continuing byte may be in, and their neighbours. */
  private static final int[] EDGES = {
    0, 'a', 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xe0, 0xff
  };

  private static final int[] FOURTHS = {'a', 0x80};

  private final CharsetDecoder jdk = UTF_8.newDecoder();
  private final CharBuffer characters = CharBuffer.allocate(64);

  @Test
  void everySequenceIsJudgedAsTheJdkDoes() {
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        for (int third : EDGES) {
          for (int fourth : FOURTHS) {
            byte[] bytes = {(byte) first, (byte) second, (byte) third, (byte) fourth};
            assertLikeJdk(bytes);
          }
        }
      }
    }
  }

  @Test
  void everyCharacterIsValidWhereverItStands() {
    for (int code = 0; code <= Character.MAX_CODE_POINT; code++) {
      if (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE) {
        byte[] bytes = ("1234567" + Character.toString(code) + "x").getBytes(UTF_8);
        assertLike(bytes, 7 - code % 8, bytes.length, true);
      }
    }
  }

  @Test
  void mixedTextsWithOneByteChangedAreJudgedAsTheJdkDoes() {
    Random random = new Random(17);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = "스탠다드 Double é 디럭스, 한강 전망 🏨 view".getBytes(UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      assertLikeJdk(bytes);
    }
  }

  private void assertLikeJdk(byte[] bytes) {
    characters.clear();
    boolean valid = !jdk.reset().decode(ByteBuffer.wrap(bytes), characters, true).isError();
    // Behind the end is what must not be looked at.
    byte[] longer = new byte[bytes.length + 9];
    System.arraycopy(bytes, 0, longer, 3, bytes.length);
    assertLike(longer, 3, 3 + bytes.length, valid);
  }

  /** Millions of assertions would take longer than what they assert. */
  private static void assertLike(byte[] bytes, int from, int to, boolean valid) {
    if (Utf8.valid(bytes, from, to) != valid) {
      assertThat(HexFormat.of().formatHex(bytes, from, to)).as("valid: %s", valid).isEmpty();
    }
  }
}
