package io.tributary.transfer.inflate;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;

/**
 * What ISA-L has to show before it is used, since its memory layout is known from its header file
 * only: that it unpacks every kind of block, over several calls and with matches that reach back
 * over them, finds the end and what is corrupt, and keeps to its memory.
 */
final class IsalProof {
  private static final int LENGTH = 200_000;
  private static final int PIECE = 10_007;
  private static final byte[] BEHIND = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  /** A last block of the kind 3, which there is not. */
  private static final byte[] CORRUPT = {7, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  private final IsalInflate inflate;

  private IsalProof(IsalInflate inflate) {
    this.inflate = inflate;
  }

  /** Tries the library. */
  static void of(IsalLibrary library) throws IsalUnavailableException {
    IsalProof proof = new IsalProof(new IsalInflate(library));
    byte[] content = content();
    boolean proven;
    try {
      proven =
          proof.unpacks(content, Deflater.DEFAULT_COMPRESSION)
              && proof.unpacks(content, Deflater.NO_COMPRESSION)
              && proof.unpacks(Arrays.copyOf(content, 40), Deflater.DEFAULT_COMPRESSION)
              && proof.refuses()
              && proof.inflate.intact();
    } catch (DataFormatException | IllegalStateException e) {
      throw broken(e);
    }
    if (!proven) {
      throw broken(null);
    }
  }

  private static IsalUnavailableException broken(Exception cause) {
    return new IsalUnavailableException(
        "the ISA-L that is installed does not unpack a test text as it should", true, cause);
  }

  private boolean unpacks(byte[] content, int level) throws DataFormatException {
    byte[] packed = packed(content, level);
    byte[] out = new byte[content.length + 1];
    inflate.begin();
    int from = 0;
    int filled = 0;
    int count;
    do {
      count = inflate.inflate(out, filled, Math.min(out.length, filled + 2 * PIECE));
      if (count == Inflate.NEEDS_INPUT) {
        if (from == packed.length) {
          return false;
        }
        int to = Math.min(packed.length, from + PIECE);
        inflate.input(packed, from, to);
        from = to;
      }
      filled += Math.max(count, 0);
    } while (count != Inflate.ENDED && filled < out.length);
    return filled == content.length
        && Arrays.equals(out, 0, filled, content, 0, filled)
        && packed.length - from + inflate.unused() == BEHIND.length;
  }

  private boolean refuses() {
    inflate.begin();
    inflate.input(CORRUPT, 0, CORRUPT.length);
    try {
      return inflate.inflate(new byte[64], 0, 64) < Inflate.ENDED;
    } catch (DataFormatException e) {
      return true;
    }
  }

  private static byte[] packed(byte[] content, int level) {
    Deflater deflater = new Deflater(level, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] packed = new byte[content.length + 1_000];
    int length = deflater.deflate(packed);
    deflater.end();
    byte[] whole = Arrays.copyOf(packed, length + BEHIND.length);
    System.arraycopy(BEHIND, 0, whole, length, BEHIND.length);
    return whole;
  }

  /** Noise, and then copies of what came up to a whole window before. */
  private static byte[] content() {
    Random random = new Random(1);
    byte[] content = new byte[LENGTH];
    byte[] noise = new byte[2_000];
    random.nextBytes(noise);
    System.arraycopy(noise, 0, content, 0, noise.length);
    int at = noise.length;
    while (at < LENGTH) {
      int length = Math.min(3 + random.nextInt(300), LENGTH - at);
      int back = Math.min(at, length + random.nextInt(32_768 - 303));
      System.arraycopy(content, at - back, content, at, Math.min(length, back));
      at += Math.min(length, back);
      content[at - 1] = (byte) random.nextInt();
    }
    return content;
  }
}
