package io.tributary.transfer.await;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.error.DataException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @Test
  void anEmptyMarkerListsNothing() {
    assertThat(Marker.parse(new byte[0], "m").lists()).isFalse();
    assertThat(Marker.parse("\n \r\n".getBytes(UTF_8), "m").lists()).isFalse();
  }

  @Test
  void everyFormatIsRead() {
    Marker marker =
        parse(
            "\uFEFFa.tar.gz\r\n"
                + "\n"
                + "b.tar.gz 1234\n"
                + "c c.tar.gz\t5\n"
                + HASH.toUpperCase(java.util.Locale.ROOT)
                + "  d.tar.gz\n"
                + HASH
                + " *./e e.tar.gz\n"
                + "SHA256 (f.tar.gz) = "
                + HASH
                + "\n한글.tar.gz");
    assertThat(marker.lines().keySet())
        .containsExactly(
            "a.tar.gz",
            "b.tar.gz",
            "c c.tar.gz",
            "d.tar.gz",
            "e e.tar.gz",
            "f.tar.gz",
            "한글.tar.gz");
    assertThat(marker.lines().get("b.tar.gz").size()).contains(1234L);
    assertThat(marker.lines().get("c c.tar.gz").size()).contains(5L);
    for (String name : new String[] {"d.tar.gz", "e e.tar.gz", "f.tar.gz"}) {
      assertThat(marker.lines().get(name))
          .isEqualTo(new Marker.Line(Optional.empty(), Optional.of(HASH)));
    }
  }

  @Test
  void aRepeatedLineCountsOnce() {
    assertThat(parse("a.tar.gz 1\na.tar.gz 1\n").lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../a.tar.gz",
        "folder/a.tar.gz",
        "..",
        "a\\b.tar.gz",
        "a\u0000.tar.gz",
        "ok.tar.gz 1\nok.tar.gz 2"
      })
  void whatCannotBeAnArchiveIsRefused(String text) {
    assertThatThrownBy(() -> parse("first.tar.gz\n" + text + "\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line ")
        .hasMessageContaining("sftp://h/_COMPLETE");
  }

  @Test
  void otherEncodingsAreRefused() {
    assertThatThrownBy(() -> Marker.parse(new byte[] {(byte) 0xb0, (byte) 0xa1}, "m"))
        .isInstanceOf(DataException.class);
  }

  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = (byte) "a0 \t\n\r./*\\(\u00e9=)".charAt(random.nextInt(13));
      }
      try {
        Marker.parse(bytes, "m");
      } catch (DataException expected) {
        // Refused with a reason.
      }
    }
  }

  private static Marker parse(String text) {
    return Marker.parse(text.getBytes(UTF_8), "sftp://h/_COMPLETE");
  }
}
