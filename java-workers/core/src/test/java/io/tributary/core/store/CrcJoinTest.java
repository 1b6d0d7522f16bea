package io.tributary.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;

class CrcJoinTest {
  private final byte[] bytes = new byte[100_000];

  CrcJoinTest() {
    new Random(1).nextBytes(bytes);
  }

  @Test
  void theWholesCrc32ComesFromThatOfItsParts() {
    joinsAnyTwo(CrcJoin.CRC32, CRC32::new);
  }

  @Test
  void theWholesCrc32cComesFromThatOfItsParts() {
    joinsAnyTwo(CrcJoin.CRC32C, CRC32C::new);
  }

  private void joinsAnyTwo(CrcJoin join, Supplier<Checksum> checksum) {
    for (int cut : new int[] {0, 1, 2, 7, 64, 4096, 65_537, 99_999, 100_000}) {
      int first = crc(checksum.get(), 0, cut);
      int second = crc(checksum.get(), cut, bytes.length - cut);
      assertThat(join.join(first, second, bytes.length - cut))
          .as("cut at %d", cut)
          .isEqualTo(crc(checksum.get(), 0, bytes.length));
    }
  }

  private int crc(Checksum crc, int from, int length) {
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
