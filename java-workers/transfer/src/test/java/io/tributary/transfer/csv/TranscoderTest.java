package io.tributary.transfer.csv;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscoderTest {
  private static final String TEXT = "호텔,요금\n\"서울, 강남\",\"99,000\"\n";

  @ParameterizedTest
  @ValueSource(strings = {"EUC-KR", "MS949", "UTF-16", "UTF-16LE", "UTF-16BE"})
  void becomesUtf8InPiecesOfAnySize(String charset) {
    byte[] delivered = TEXT.repeat(500).getBytes(Charset.forName(charset));
    for (int piece : new int[] {1, 2, 3, 7, 4096, 1 << 20}) {
      assertThat(transcoded(charset, delivered, piece)).asString(UTF_8).isEqualTo(TEXT.repeat(500));
    }
  }

  @Test
  void everyByteOfWindows1252ThatHasNoMeaningIsMarked() {
    byte[] all = new byte[256];
    IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
    byte[] out = transcoded("windows-1252", all, 5);
    byte[] marked = Arrays.copyOfRange(out, indexOf(out, (byte) 0xff), out.length);
    assertThat(marked).startsWith((byte) 0xff, (byte) '8', (byte) '1');
    assertThat(out).startsWith((byte) 0, (byte) 1, (byte) 2);
  }

  @Test
  void undecodableBytesSwallowNothing() {
    byte[] delivered = {'a', (byte) 0xb0, '"', '\n', (byte) 0xc8, (byte) 0xa3, '\n', (byte) 0xc8};
    for (int piece = 1; piece <= delivered.length; piece++) {
      byte[] out = transcoded("EUC-KR", delivered, piece);
      String shown = new String(out, Charset.forName("ISO-8859-1"));
      assertThat(shown)
          .isEqualTo(
              "a\u00ffb0\"\n"
                  + new String("호".getBytes(UTF_8), Charset.forName("ISO-8859-1"))
                  + "\n\u00ffc8");
    }
  }

  @Test
  void supplementaryCharacters() {
    String text = "🏨".repeat(10_000);
    assertThat(transcoded("UTF-16LE", text.getBytes(Charset.forName("UTF-16LE")), 1001))
        .asString(UTF_8)
        .isEqualTo(text);
    assertThat(transcoded("UTF-16", text.getBytes(UTF_16), 3)).asString(UTF_8).isEqualTo(text);
  }

  private static byte[] transcoded(String charset, byte[] delivered, int piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Transcoder transcoder =
        new Transcoder(
            Charset.forName(charset), (bytes, from, to) -> out.write(bytes, from, to - from));
    for (int at = 0; at < delivered.length; at += piece) {
      transcoder.accept(delivered, at, Math.min(delivered.length, at + piece));
    }
    transcoder.finish();
    return out.toByteArray();
  }

  private static int indexOf(byte[] bytes, byte wanted) {
    return IntStream.range(0, bytes.length).filter(i -> bytes[i] == wanted).findFirst().orElse(-1);
  }
}
