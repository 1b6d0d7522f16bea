package io.tributary.transfer.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.core.config.LimitsSpec;
import io.tributary.transfer.inflate.Inflate;
import io.tributary.transfer.inflate.Inflation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Any bytes as a tar: read as entries with safe names within the limits, or refused. */
class TarFuzzTest {
  private static final LimitsSpec LIMITS =
      new LimitsSpec(
          1_000, 1 << 20, 4 << 20, 200, 300, 1 << 20, 1 << 16, 8, LimitsSpec.LooseEnds.REFUSE);

  @FuzzTest
  void tar(byte[] tar) throws IOException {
    List<String> whole = read(gzip(tar), 1 << 20);
    assertThat(read(gzip(tar), 7)).as("in pieces").isEqualTo(whole);
  }

  /** The entries, or the reason. */
  static List<String> read(byte[] packed, int piece) {
    List<String> found = new ArrayList<>();
    try (Inflate inflate = Inflation.JDK.open()) {
      TarReader tar = new TarReader(new GzipReader(input(packed, piece), LIMITS, inflate), LIMITS);
      for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
        TarEntry entry = next.get();
        long[] bytes = new long[1];
        tar.content((content, from, to) -> bytes[0] += to - from);
        assertThat(bytes[0]).isEqualTo(entry.size()).isLessThanOrEqualTo(1 << 20);
        assertThat(entry.name()).doesNotStartWith("/").doesNotContain("\0", "\\");
        assertThat(List.of(entry.name().split("/", -1))).doesNotContain("..");
        found.add(entry.place() + " " + entry.name() + " " + entry.size());
      }
    } catch (RefusedException e) {
      found.add(e.reason().code());
    }
    return found;
  }

  private static PackedInput input(byte[] packed, int piece) {
    ByteArrayInputStream in =
        new ByteArrayInputStream(packed) {
          @Override
          public synchronized int read(byte[] bytes, int from, int length) {
            return super.read(bytes, from, Math.min(length, piece));
          }
        };
    return new PackedInput(in, "fuzz.tar.gz", packed.length, bytes -> {});
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
