package io.tributary.core.store;

/**
 * The CRC of two byte sequences behind each other, from the CRC of each and the length of the
 * second. Appending a zero bit to the bytes is a linear map on the CRC; maps for powers of two are
 * made by squaring, as in zlib's {@code crc32_combine}.
 */
public enum CrcJoin {
  /** That of {@link java.util.zip.CRC32}. */
  CRC32(0xedb88320),
  /** That of {@link java.util.zip.CRC32C}: the Castagnoli polynomial. */
  CRC32C(0x82f63b78);

  /** Bits reversed. */
  private final int polynomial;

  CrcJoin(int polynomial) {
    this.polynomial = polynomial;
  }

  /** Joins two. */
  public int join(int first, int second, long secondLength) {
    if (secondLength == 0) {
      return first;
    }
    int[] odd = new int[32];
    odd[0] = polynomial;
    for (int i = 1; i < 32; i++) {
      odd[i] = 1 << (i - 1);
    }
    int[] even = square(odd);
    odd = square(even);
    int crc = first;
    long rest = secondLength;
    // The first square from here is the map for one zero byte.
    while (rest != 0) {
      even = square(odd);
      if ((rest & 1) != 0) {
        crc = times(even, crc);
      }
      rest >>>= 1;
      odd = even;
    }
    return crc ^ second;
  }

  private static int times(int[] map, int vector) {
    int sum = 0;
    int rest = vector;
    for (int i = 0; rest != 0; i++, rest >>>= 1) {
      if ((rest & 1) != 0) {
        sum ^= map[i];
      }
    }
    return sum;
  }

  private static int[] square(int[] map) {
    int[] square = new int[32];
    for (int i = 0; i < 32; i++) {
      square[i] = times(map, map[i]);
    }
    return square;
  }
}
