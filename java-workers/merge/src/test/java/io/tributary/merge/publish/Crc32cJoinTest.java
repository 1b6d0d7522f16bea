package io.tributary.merge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class Crc32cJoinTest {
  @Test
  void theWholesCrcComesFromThatOfItsParts() {
    Random random = new Random(1);
    byte[] bytes = new byte[100_000];
    random.nextBytes(bytes);
    for (int cut : new int[] {0, 1, 2, 7, 64, 4096, 65_537, 99_999, 100_000}) {
      int first = crc(bytes, 0, cut);
      int second = crc(bytes, cut, bytes.length - cut);
      assertThat(Crc32cJoin.join(first, second, bytes.length - cut))
          .as("cut at %d", cut)
          .isEqualTo(crc(bytes, 0, bytes.length));
    }
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
