package io.tributary.transfer.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.LimitsSpec;
import io.tributary.transfer.inflate.Inflate;
import io.tributary.transfer.inflate.Inflation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Reads whole archives into memory, and makes what they are made of. */
final class ReadArchive {
  static final LimitsSpec LIMITS =
      new LimitsSpec(
          1_000, 1 << 20, 200 << 20, 100, 300, 16 << 20, 1 << 20, 8, LimitsSpec.LooseEnds.REFUSE);

  private ReadArchive() {}

  static List<Map.Entry<String, String>> read(byte[] archive) {
    return read(archive, LIMITS, 1 << 20);
  }

  /** Reads by every inflater that there is, which all have to say the same. */
  static List<Map.Entry<String, String>> read(byte[] archive, LimitsSpec limits, int piece) {
    List<Map.Entry<String, String>> entries = null;
    RefusedException refusal = null;
    try {
      entries = read(archive, limits, piece, Inflation.JDK);
    } catch (RefusedException e) {
      refusal = e;
    }
    if (Inflation.chosen(Map.of()) == Inflation.ISAL) {
      requireSame(archive, limits, piece, entries, refusal);
    }
    if (refusal != null) {
      throw refusal;
    }
    return entries;
  }

  private static void requireSame(
      byte[] archive,
      LimitsSpec limits,
      int piece,
      List<Map.Entry<String, String>> entries,
      RefusedException refusal) {
    try {
      assertThat(read(archive, limits, piece, Inflation.ISAL)).isEqualTo(entries);
    } catch (RefusedException e) {
      assertThat(refusal).as("by ISA-L only: %s", e.getMessage()).isNotNull();
      assertThat(e.reason()).isEqualTo(refusal.reason());
    }
  }

  private static List<Map.Entry<String, String>> read(
      byte[] archive, LimitsSpec limits, int piece, Inflation inflation) {
    InputStream in =
        new ByteArrayInputStream(archive) {
          @Override
          public synchronized int read(byte[] b, int off, int len) {
            return super.read(b, off, Math.min(len, piece));
          }
        };
    PackedInput packed = new PackedInput(in, "a.tar.gz", archive.length, bytes -> {});
    return entries(packed, limits, inflation);
  }

  static List<Map.Entry<String, String>> entries(
      PackedInput in, LimitsSpec limits, Inflation inflation) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    try (Inflate inflate = inflation.open()) {
      TarReader tar = new TarReader(new GzipReader(in, limits, inflate), limits);
      for (Optional<TarEntry> e = tar.next(); e.isPresent(); e = tar.next()) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        tar.content((bytes, from, to) -> content.write(bytes, from, to - from));
        assertThat(content.size()).isEqualTo(e.get().size());
        entries.add(Map.entry(e.get().place() + " " + e.get().name(), content.toString(UTF_8)));
      }
    }
    return entries;
  }

  static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    for (int i = 0; i < length; i++) {
      noise[i] = (byte) ('a' + (noise[i] & 15));
    }
    return noise;
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream gzip = new java.util.zip.GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
