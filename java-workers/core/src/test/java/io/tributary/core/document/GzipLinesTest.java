package io.tributary.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.core.error.DataException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Damage is told from storage that is away, with the object's name and what to do. */
class GzipLinesTest {
  private static final Location FROM = Location.parse("s3://lake/a.members.gz");

  @Test
  void readsEntriesInOrder() throws IOException {
    assertThat(numbers(new ByteArrayInputStream(gzip("1\n2\n3\n")))).containsExactly(1, 2, 3);
  }

  @Test
  void damageIsNoReasonToTryAgain() throws IOException {
    byte[] whole = gzip("1\n2\n3\n");
    byte[] flipped = whole.clone();
    flipped[whole.length - 6] ^= 0x40;
    for (byte[] damaged :
        new byte[][] {
          flipped, Arrays.copyOf(whole, whole.length - 4), new byte[] {1, 2, 3}, gzip("1\nx\n")
        }) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> numbers(new ByteArrayInputStream(damaged)))
          .withMessage("s3://lake/a.members.gz is damaged; make it anew");
    }
  }

  @Test
  void storageThatFailsIsTriedAgain() {
    InputStream away =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };
    assertThatExceptionOfType(TemporaryException.class)
        .isThrownBy(() -> numbers(away))
        .withMessageContaining("s3://lake/a.members.gz");
  }

  private static Integer[] numbers(InputStream in) {
    try (Stream<Integer> entries = GzipLines.read(in, FROM, Integer::parseInt, "make it anew")) {
      return entries.toArray(Integer[]::new);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
