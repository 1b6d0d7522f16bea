package io.tributary.cli.hostile;

import static io.tributary.cli.hostile.Fault.GOOD;
import static io.tributary.cli.hostile.Fault.built;
import static io.tributary.cli.hostile.Fault.member;
import static io.tributary.core.fixture.ArchiveBuilder.gnu;

import io.tributary.core.fixture.ArchiveBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** How archives of faults are made. */
final class Archives {
  private Archives() {}

  /** An archive that goes wrong behind a good member. */
  static Fault behind(String family, String what, UnaryOperator<ArchiveBuilder> more) {
    return built(family, what, table -> more.apply(good(table)));
  }

  static ArchiveBuilder good(String table) {
    return gnu().member(member(table), GOOD);
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** Bytes that nothing makes smaller, the same in every run. */
  static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }
}
