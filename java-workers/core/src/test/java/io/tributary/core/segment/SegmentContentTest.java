package io.tributary.core.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.luben.zstd.Zstd;
import io.tributary.core.config.CsvDialect;
import io.tributary.core.document.ArchiveManifest.Packing;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.error.DataException;
import io.tributary.core.fixture.PackedObject;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.ObjectStores;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was packed is read back as it was, or not at all. */
class SegmentContentTest {
  private static final int FRAME = 1_000;

  @TempDir Path folder;
  private ObjectStore store;
  private Location at;

  @BeforeEach
  void open() {
    Location root = Location.of(folder);
    store = ObjectStores.open(root);
    at = root.child("segment");
  }

  @Test
  void anyRangeOfAnythingIsReadBack() throws IOException {
    Random random = new Random(7);
    for (int size : new int[] {0, 1, 63, 64, 999, 1_000, 1_001, 2_000, 20_011, 300_000}) {
      byte[] bytes = rows(size, random);
      for (int frameBytes : new int[] {1, 64, FRAME, FramePacker.FRAME_BYTES}) {
        if (size > 20_000 && frameBytes < FRAME) {
          continue;
        }
        PackedObject packed = PackedObject.of(bytes, frameBytes);
        SegmentContent content = stored(packed, size);
        assertThat(all(content)).isEqualTo(bytes);
        for (int i = 0; i < 40; i++) {
          // Often from one frame's boundary to another's, or a byte beside it.
          int from = near(random, size, frameBytes);
          int to = Math.max(from, near(random, size, frameBytes));
          byte[] expected = Arrays.copyOfRange(bytes, from, to);
          assertThat(range(content, from, to - from))
              .as("%d to %d of %d in frames of %d", from, to, size, frameBytes)
              .isEqualTo(expected);
        }
      }
    }
  }

  private static int near(Random random, int size, int frameBytes) {
    int place = random.nextInt(size + 1);
    if (random.nextBoolean()) {
      place = place / frameBytes * frameBytes + random.nextInt(3) - 1;
    }
    return Math.max(0, Math.min(size, place));
  }

  @Test
  void manyMegabytesAreReadBackInAnyPieces() throws IOException {
    byte[] bytes = rows((9 << 20) + 5, new Random(8));
    PackedObject packed = PackedObject.of(bytes, FramePacker.FRAME_BYTES);
    SegmentContent content = stored(packed, bytes.length);

    assertThat(packed.packing().frames()).hasSize(10);
    assertThat(Arrays.equals(all(content), bytes)).isTrue();
    int from = (3 << 20) - 1;
    try (InputStream in = content.read(store, at, from, 2 << 20)) {
      for (int i = from; i < from + (2 << 20); i += 4_099) {
        byte[] piece = in.readNBytes(Math.min(4_099, from + (2 << 20) - i));
        assertThat(Arrays.equals(piece, 0, piece.length, bytes, i, i + piece.length)).isTrue();
      }
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThat(content.fetched(from, 2 << 20))
        .as("three frames")
        .isEqualTo(
            packed.packing().frames().subList(2, 5).stream().mapToLong(Integer::longValue).sum());
  }

  @Test
  void equalBytesArePackedAlikeInWhateverPiecesTheyCome() {
    byte[] bytes = rows(250_000, new Random(9));
    PackedObject expected = PackedObject.of(bytes, 70_000);
    for (int piece : new int[] {1, 999, 70_000, 70_001}) {
      FramePacker packer = new FramePacker(70_000);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < bytes.length; i += piece) {
        packer.add(bytes, i, Math.min(bytes.length, i + piece));
        write(packer.take(), out);
      }
      packer.end();
      write(packer.take(), out);
      assertThat(out.toByteArray()).isEqualTo(expected.stored());
      assertThat(packer.packing()).isEqualTo(expected.packing());
    }
  }

  @Test
  void noChangedByteGoesUnnoticed() throws IOException {
    byte[] bytes = rows(3_500, new Random(10));
    PackedObject packed = PackedObject.of(bytes, FRAME);
    SegmentContent content = stored(packed, bytes.length);
    int refused = 0;
    for (int i = 0; i < packed.stored().length; i++) {
      byte[] damaged = packed.stored().clone();
      damaged[i] ^= (byte) (1 << i % 8);
      put(damaged);
      try {
        assertThat(all(content)).as("byte %d", i).isEqualTo(bytes);
      } catch (DataException e) {
        refused++;
        assertThat(e)
            .hasMessageStartingWith("segment " + at + " is damaged: frame ")
            .hasMessageEndingWith("clear batch_extract and merge");
      }
    }
    // A few bits of a frame say nothing.
    assertThat(refused).isGreaterThan(packed.stored().length * 9 / 10);
  }

  @Test
  void ofAnObjectThatIsCutWholeFramesAreRead() throws IOException {
    byte[] bytes = rows(3_500, new Random(11));
    PackedObject packed = PackedObject.of(bytes, FRAME);
    SegmentContent content = stored(packed, bytes.length);
    for (int length = 0; length < packed.stored().length; length++) {
      put(Arrays.copyOf(packed.stored(), length));
      byte[] there = all(content);
      assertThat(there.length).isLessThan(bytes.length);
      assertThat(there).isEqualTo(Arrays.copyOf(bytes, there.length));
      assertThatExceptionOfType(EOFException.class).isThrownBy(() -> range(content, 2_990, 510));
    }
    put(Arrays.copyOf(packed.stored(), packed.stored().length + 1));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> all(content))
        .withMessageContaining("bytes that the manifest does not know");
  }

  @Test
  void aManifestThatLiesOfTheFramesIsFound() {
    byte[] bytes = rows(3_500, new Random(12));
    PackedObject packed = PackedObject.of(bytes, FRAME);
    List<Integer> frames = packed.packing().frames();
    for (int i = 0; i < frames.size(); i++) {
      for (int wrong : new int[] {-1, 1}) {
        List<Integer> lie = new ArrayList<>(frames);
        lie.set(i, lie.get(i) + wrong);
        SegmentContent content =
            stored(new PackedObject(packed.stored(), packing(FRAME, lie)), bytes.length);
        assertFails(() -> range(content, 0, bytes.length));
      }
    }
    // As many frames, of other sizes.
    SegmentContent other =
        stored(new PackedObject(packed.stored(), packing(FRAME + 100, frames)), bytes.length);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> range(other, 0, bytes.length))
        .withMessageContaining("frame 0 has 1000 bytes instead of 1100");
    SegmentContent less = stored(packed, bytes.length - 1);
    assertFails(() -> range(less, 0, bytes.length - 1));
  }

  @Test
  void aFrameIsNeverUnpackedBeyondItsSize() {
    byte[] bomb = Zstd.compress(new byte[64 << 20], 1);
    assertThat(bomb.length).isLessThan(2 * FRAME * 10);
    put(bomb);
    SegmentContent content =
        SegmentContent.of(segment(FRAME * 10, packing(FRAME * 10, List.of(bomb.length))));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> range(content, 0, 1))
        .withMessageContaining("frame 0: ");
  }

  @Test
  void whatIsNoPackingIsNoManifest() {
    assertRefused(100, FRAME, 0);
    assertRefused(100, FRAME, -5);
    assertRefused(100, FRAME, 3 * FRAME);
    assertRefused(100, FRAME);
    assertRefused(100, FRAME, 50, 50);
    assertRefused(0, FRAME, 1);
    assertRefused(100, 0, 50);
    assertRefused(100, -1, 50);
    assertRefused(Long.MAX_VALUE, FRAME, 50);
    assertRefused(Long.MIN_VALUE, FRAME);
    assertRefused(100, Packing.MAXIMUM_FRAME + 1, 50);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Packing("lz4", FRAME, List.of()));
    assertThat(segment(Packing.MAXIMUM_FRAME, packing(Packing.MAXIMUM_FRAME, List.of(50))))
        .isNotNull();
  }

  @Test
  void aRangeThatIsNotThereIsBadData() {
    PackedObject packed = PackedObject.of(rows(100, new Random(13)), FRAME);
    SegmentContent content = stored(packed, 100);
    for (long[] range : new long[][] {{100, 1}, {0, 101}, {-1, 5}, {5, -1}, {Long.MAX_VALUE, 2}}) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> range(content, range[0], range[1]))
          .withMessageContaining("segment " + at + " has 100 bytes");
    }
  }

  @Test
  void goodEndsAreBoundariesOfFrames() {
    SegmentContent content =
        SegmentContent.of(segment(3_500, PackedObject.of(new byte[3_500], FRAME).packing()));

    assertThat(content.goodEnd(0, 2_999)).isEqualTo(2_000);
    assertThat(content.goodEnd(2_000, 3_000)).isEqualTo(3_000);
    assertThat(content.goodEnd(2_100, 2_999)).isEqualTo(2_999);
    assertThat(SegmentContent.plain(3_500).goodEnd(0, 2_999)).isEqualTo(2_999);
  }

  @Test
  void whatIsNotPackedIsReadAsItIs() throws Exception {
    byte[] bytes = rows(500, new Random(14));
    put(bytes);
    SegmentContent plain = SegmentContent.of(segment(500, null));
    assertThat(all(plain)).isEqualTo(bytes);
    assertThat(range(plain, 7, 90)).isEqualTo(Arrays.copyOfRange(bytes, 7, 97));

    SegmentContent sent = sent(stored(PackedObject.of(bytes, 64), 500));
    assertThat(range(sent, 7, 90)).as("in a task").isEqualTo(Arrays.copyOfRange(bytes, 7, 97));
  }

  private static SegmentContent sent(SegmentContent content) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ObjectOutputStream(out).writeObject(content);
    return (SegmentContent)
        new ObjectInputStream(new ByteArrayInputStream(out.toByteArray())).readObject();
  }

  private interface Reading {
    byte[] read() throws IOException;
  }

  private static void assertFails(Reading reading) {
    assertThat(catchThrowable(reading::read))
        .isInstanceOfAny(DataException.class, EOFException.class);
  }

  private static void assertRefused(long bytes, int frameBytes, Integer... frames) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> segment(bytes, packing(frameBytes, List.of(frames))));
  }

  private static Packing packing(int frameBytes, List<Integer> frames) {
    return new Packing(Packing.ZSTD, frameBytes, frames);
  }

  private SegmentContent stored(PackedObject packed, long bytes) {
    put(packed.stored());
    return SegmentContent.of(segment(bytes, packed.packing()));
  }

  private static Segment segment(long bytes, Packing packing) {
    return new Segment(
        "extracted/t/a/1.csv",
        "t",
        List.of("a"),
        CsvDialect.DEFAULT,
        false,
        1,
        1,
        bytes,
        "01234567",
        List.of(),
        Optional.ofNullable(packing));
  }

  private void put(byte[] bytes) {
    store.write(at, Payload.of(bytes), WriteCondition.none());
  }

  private static void write(Payload payload, ByteArrayOutputStream out) {
    try {
      payload.writeTo(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] all(SegmentContent content) throws IOException {
    try (InputStream in = content.readAll(store, at)) {
      return in.readAllBytes();
    }
  }

  private byte[] range(SegmentContent content, long offset, long length) throws IOException {
    try (InputStream in = content.read(store, at, offset, length)) {
      return in.readAllBytes();
    }
  }

  /** Such as CSV files have: some of it is random, none of it is only that. */
  private static byte[] rows(int size, Random random) {
    StringBuilder rows = new StringBuilder();
    while (rows.length() < size) {
      rows.append(random.nextInt(1_000)).append(",room,").append(random.nextLong()).append('\n');
    }
    return Arrays.copyOf(rows.toString().getBytes(UTF_8), size);
  }
}
