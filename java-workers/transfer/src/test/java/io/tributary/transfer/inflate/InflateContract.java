package io.tributary.transfer.inflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every way to unpack must do, to the byte. */
abstract class InflateContract {
  private static final byte[] BEHIND =
      "what follows the stream".getBytes(StandardCharsets.US_ASCII);

  private Inflate inflate;

  abstract Inflation kind();

  @BeforeEach
  void open() {
    inflate = kind().open();
  }

  @AfterEach
  void close() {
    inflate.close();
  }

  @Test
  void saysWhatItIs() {
    assertThat(inflate.kind()).isEqualTo(kind());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 64, 4_095, 4_096, 4_097, 65_536, Inflate.MAXIMUM_INPUT})
  void unpacksEveryKindOfBlockFromPiecesOfEverySize(int piece) throws Exception {
    for (byte[] content : contents(piece < 64 ? 20_000 : 400_000)) {
      for (int level : new int[] {0, 1, 6, 9}) {
        assertUnpacks(content, Streams.packed(content, level), piece, 1 << 18);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 31, 257, 258, 259, 4_096, 32_768, 65_535, 65_536, 65_537, 200_000})
  void unpacksIntoPiecesOfEverySize(int room) throws Exception {
    for (byte[] content : contents(room < 64 ? 20_000 : 400_000)) {
      for (int level : new int[] {0, 1, 6}) {
        assertUnpacks(content, Streams.packed(content, level), 10_000, room);
      }
    }
  }

  /** What follows is given back, wherever the pieces are cut. */
  @Test
  void findsTheEndInEveryCut() throws Exception {
    for (byte[] content : contents(700)) {
      for (int level : new int[] {0, 6}) {
        byte[] packed = Streams.packed(content, level);
        byte[] longer = Streams.concat(packed, BEHIND);
        for (int cut = 0; cut <= longer.length; cut++) {
          Unpacked unpacked = Unpacked.of(inflate, longer, List.of(cut), 1 << 16);
          assertThat(unpacked.content()).isEqualTo(content);
          assertThat(unpacked.ended()).isTrue();
          assertThat(unpacked.used()).as("cut %d", cut).isEqualTo(packed.length);
        }
      }
    }
  }

  /** Everything that a cut stream can say is said before more is asked for. */
  @Test
  void asksForMoreAtEveryTruncation() throws Exception {
    byte[] content = Streams.text(3_000, 5);
    byte[] packed = Streams.packed(content, 6);
    int before = 0;
    for (int length = 0; length < packed.length; length++) {
      Unpacked unpacked = Unpacked.of(inflate, Arrays.copyOf(packed, length), List.of(), 100);
      assertThat(unpacked.ended()).isFalse();
      assertThat(unpacked.failed()).isFalse();
      byte[] got = unpacked.content();
      assertThat(got).isEqualTo(Arrays.copyOf(content, got.length));
      assertThat(got.length).isGreaterThanOrEqualTo(before);
      before = got.length;
    }
    assertThat(before).isGreaterThan(content.length - 600);
  }

  @Test
  void refusesWhatIsNoDeflateData() {
    for (byte[] corrupt : Streams.corrupt()) {
      inflate.begin();
      inflate.input(corrupt, 0, corrupt.length);
      assertThatThrownBy(() -> drain(new byte[1_000])).isInstanceOf(DataFormatException.class);
      assertThatThrownBy(() -> inflate.inflate(new byte[10], 0, 10))
          .isInstanceOf(DataFormatException.class);
    }
  }

  /** What is in front of the fault is handed out, and only then it is told of. */
  @Test
  void handsOutWhatIsInFrontOfTheFault() throws Exception {
    byte[] front = Streams.text(50_000, 9);
    byte[] packed = Streams.concat(Streams.flushed(front), Streams.corrupt().get(0));
    Unpacked unpacked = Unpacked.of(inflate, packed, List.of(), 1 << 18);
    assertThat(unpacked.failed()).isTrue();
    assertThat(unpacked.content()).isEqualTo(front);
  }

  @Test
  void forgetsTheStreamBefore() throws Exception {
    byte[] content = Streams.text(100_000, 3);
    byte[] packed = Streams.packed(content, 6);
    for (int used : new int[] {0, 1, 100, packed.length / 2, packed.length}) {
      inflate.begin();
      inflate.input(packed, 0, used);
      if (used > 0) {
        inflate.inflate(new byte[10], 0, 10);
      }
      assertUnpacks(content, packed, 1_000, 3_000);
    }
  }

  /** Damage never ends in anything but bytes, an end, a question for more or a refusal. */
  @Test
  void survivesDamage() throws Exception {
    Random random = new Random(41);
    for (int round = 0; round < 2_000; round++) {
      byte[] packed =
          Streams.packed(Streams.text(random.nextInt(5_000), round), random.nextInt(10));
      Streams.damage(packed, random);
      Unpacked unpacked = Unpacked.of(inflate, packed, List.of(), 1 + random.nextInt(3_000));
      assertThat(unpacked.used()).isBetween(0, packed.length);
    }
  }

  private void assertUnpacks(byte[] content, byte[] packed, int piece, int room) throws Exception {
    byte[] longer = Streams.concat(packed, BEHIND);
    Unpacked unpacked = Unpacked.of(inflate, longer, Streams.cuts(longer.length, piece), room);
    assertThat(Arrays.equals(unpacked.content(), content)).as("same bytes").isTrue();
    assertThat(unpacked.ended()).isTrue();
    assertThat(unpacked.used()).isEqualTo(packed.length);
  }

  private void drain(byte[] out) throws DataFormatException {
    int count = 1;
    while (count > 0) {
      count = inflate.inflate(out, 0, out.length);
    }
    assertThat(count).isEqualTo(Inflate.NEEDS_INPUT);
  }

  private static List<byte[]> contents(int length) {
    ByteArrayOutputStream far = new ByteArrayOutputStream();
    byte[] window = Streams.noise(32_768);
    while (far.size() < length) {
      far.writeBytes(window);
    }
    return List.of(
        new byte[0],
        new byte[length],
        Streams.text(length, 1),
        Streams.noise(length),
        Arrays.copyOf(far.toByteArray(), length));
  }
}
