package io.tributary.transfer.inflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * What became of a stream.
 *
 * @param content what it held, as far as it went
 * @param ended whether its end was found
 * @param failed whether it was refused
 * @param used bytes of it up to its end; all of them where none was found
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Unpacked(byte[] content, boolean ended, boolean failed, int used) {
  private static final int GUARD = 16;
  private static final byte UNTOUCHED = 0x5a;

  /** Unpacks a stream that is given in pieces, into pieces of so many bytes. */
  static Unpacked of(Inflate inflate, byte[] packed, List<Integer> cuts, int room) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] out = new byte[room + 2 * GUARD];
    java.util.Arrays.fill(out, UNTOUCHED);
    inflate.begin();
    int from = 0;
    int next = 0;
    while (true) {
      int count;
      try {
        count = inflate.inflate(out, GUARD, GUARD + room);
      } catch (DataFormatException e) {
        return new Unpacked(content.toByteArray(), false, true, packed.length);
      }
      assertGuards(out);
      if (count == Inflate.ENDED) {
        return new Unpacked(content.toByteArray(), true, false, from - inflate.unused());
      }
      if (count > 0) {
        content.write(out, GUARD, count);
      } else if (from == packed.length) {
        return new Unpacked(content.toByteArray(), false, false, packed.length);
      } else {
        int to = next < cuts.size() ? cuts.get(next++) : packed.length;
        int end = Math.min(Math.min(to, packed.length), from + Inflate.MAXIMUM_INPUT);
        inflate.input(packed, from, end);
        from = end;
      }
    }
  }

  private static void assertGuards(byte[] out) {
    for (int i = 0; i < GUARD; i++) {
      assertThat(out[i]).isEqualTo(UNTOUCHED);
      assertThat(out[out.length - 1 - i]).isEqualTo(UNTOUCHED);
    }
  }
}
