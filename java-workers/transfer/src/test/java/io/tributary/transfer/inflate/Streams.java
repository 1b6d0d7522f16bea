package io.tributary.transfer.inflate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/** Deflate data, sound and not, for tests. */
final class Streams {
  private Streams() {}

  static byte[] packed(byte[] content, int level) {
    return deflated(content, level, true);
  }

  /** All of the content, in blocks that are not the last. */
  static byte[] flushed(byte[] content) {
    return deflated(content, Deflater.DEFAULT_COMPRESSION, false);
  }

  private static byte[] deflated(byte[] content, int level, boolean end) {
    Deflater deflater = new Deflater(level, true);
    deflater.setInput(content);
    if (end) {
      deflater.finish();
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] piece = new byte[1 << 16];
    int count;
    do {
      count = deflater.deflate(piece, 0, piece.length, end ? 0 : Deflater.SYNC_FLUSH);
      packed.write(piece, 0, count);
    } while (count == piece.length || (end && !deflater.finished()));
    deflater.end();
    return packed.toByteArray();
  }

  /** Wrong in the first block: its kind, length, codes, a symbol, a distance. */
  static List<byte[]> corrupt() {
    return List.of(
        hex("0700000000000000"),
        hex("01050000000000000000"),
        hex("05e09324499224499224000000000000"),
        hex("1b03000000000000"),
        hex("0302000000000000"));
  }

  static void damage(byte[] bytes, Random random) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  /** Lines that repeat themselves somewhat. */
  static byte[] text(int length, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(length + 100);
    while (text.length() < length) {
      text.append(random.nextInt(1_000)).append(",hotel ").append(random.nextInt(20)).append('\n');
    }
    return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), length);
  }

  static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    return noise;
  }

  static byte[] concat(byte[] front, byte[] back) {
    byte[] both = Arrays.copyOf(front, front.length + back.length);
    System.arraycopy(back, 0, both, front.length, back.length);
    return both;
  }

  /** Where pieces of this size are cut. */
  static List<Integer> cuts(int length, int piece) {
    List<Integer> cuts = new ArrayList<>();
    for (int at = piece; at < length; at += piece) {
      cuts.add(at);
    }
    return cuts;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
