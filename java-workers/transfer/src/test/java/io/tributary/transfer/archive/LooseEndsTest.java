package io.tributary.transfer.archive;

import static io.tributary.transfer.archive.ReadArchive.gzip;
import static io.tributary.transfer.archive.ReadArchive.noise;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.config.LimitsSpec;
import io.tributary.core.config.LimitsSpec.LooseEnds;
import io.tributary.core.document.ArchiveManifest.LooseEnd;
import io.tributary.core.document.RefusalReason;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.TarFormat;
import io.tributary.core.fixture.TarHeader;
import io.tributary.transfer.inflate.Inflate;
import io.tributary.transfer.inflate.Inflation;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where {@code limits.loose-ends} only warns: what passes, and what is refused all the same. */
class LooseEndsTest {
  private static final LimitsSpec WARN =
      new LimitsSpec(1_000, 1 << 20, 200 << 20, 100, 300, 16 << 20, 1 << 20, 8, LooseEnds.WARN);
  private static final String CSV = "a,b\n1,2\n";

  @Test
  void noneInAnArchiveThatEndsAsItShould() {
    assertThat(looseEnds(good().build())).isEmpty();
    assertThat(looseEnds(good().withTrailing(new byte[777]).build())).isEmpty();
    assertThat(looseEnds(gzip(new byte[10_240]))).isEmpty();
  }

  @Test
  void bytesBehindGzip() {
    for (int length : new int[] {1, 4, 300_000}) {
      assertThat(looseEnds(good().withTrailing(noise(length)).build()))
          .containsExactly(trailing(length, "after its end that are not gzip"));
    }
    byte[] padded = ("\0\0\0\0\0" + "junk\0\0").getBytes(UTF_8);
    assertThat(looseEnds(good().withTrailing(padded).build()))
        .as("padding is not counted, what comes behind junk is")
        .containsExactly(trailing(6, "after its end that are not gzip"));
  }

  @Test
  void bytesBehindTheTar() {
    for (int length : new int[] {1, 511, 512, 513, 300_000}) {
      byte[] tar = ArchiveBuilder.gnu().member("a.csv", CSV).buildTar();
      assertThat(looseEnds(gzip(concat(tar, noise(length)))))
          .containsExactly(trailing(length, "after the end of the tar"));
    }
  }

  @Test
  void bytesBehindBoth() {
    byte[] tar = ArchiveBuilder.gnu().member("a.csv", CSV).buildTar();
    assertThat(looseEnds(concat(gzip(concat(tar, noise(700))), noise(5))))
        .containsExactly(
            trailing(700, "after the end of the tar"),
            trailing(5, "after its end that are not gzip"));
  }

  @Test
  void aTarWithoutItsEnd() {
    assertThat(looseEnds(good().withoutEndOfArchive().build()))
        .containsExactly(
            new LooseEnd(
                "unended-tar",
                Optional.empty(),
                "the tar ends without the zero blocks that end a tar"));
  }

  @Test
  void allIsCheckedBeforeItPasses() {
    byte[] tar = ArchiveBuilder.gnu().member("a.csv", CSV).buildTar();
    byte[] whole = gzip(concat(tar, noise(300_000)));
    byte[] wrong = whole.clone();
    wrong[wrong.length - 8] ^= 1;
    refused(wrong, RefusalReason.CRC_MISMATCH);
    refused(concat(wrong, noise(9)), RefusalReason.CRC_MISMATCH);
    refused(Arrays.copyOf(whole, whole.length - 3), RefusalReason.TRUNCATED);
    refused(good().withoutEndOfArchive().badLength().build(), RefusalReason.CRC_MISMATCH);
    byte[] junkBeforeTheTrailer = insert(good().build(), -8, noise(3));
    refused(junkBeforeTheTrailer, RefusalReason.CRC_MISMATCH);
    byte[] tooMuch = concat(tar, new byte[201 << 20]);
    tooMuch[tar.length] = 'x';
    refused(gzip(tooMuch), RefusalReason.RATIO_EXCEEDED);
  }

  @Test
  void whatIsMissingIsNoLooseEnd() {
    refused(good().tarTruncatedAt(513).build(), RefusalReason.TRUNCATED);
    refused(concat(good().tarTruncatedAt(513).build(), noise(9)), RefusalReason.TRUNCATED);
    byte[] tar = good().withoutEndOfArchive().buildTar();
    refused(gzip(concat(tar, noise(100))), RefusalReason.TRUNCATED);
    refused(gzip(concat(tar, noise(600))), RefusalReason.MALFORMED_TAR);
    byte[] halfInGzip = concat(gzip(tar), noise(600));
    refused(halfInGzip, RefusalReason.TRUNCATED);
    byte[] announced =
        ArchiveBuilder.pax()
            .member("a.csv", CSV)
            .paxHeader(Map.of("comment", "c"))
            .withoutEndOfArchive()
            .build();
    refused(announced, RefusalReason.TRUNCATED);
    refused(gzip(noise(5_000)), RefusalReason.NOT_TAR);
    refused(gzip(concat(new byte[1_024], noise(5_000))), RefusalReason.TRAILING_DATA);
  }

  @Test
  void whatMayBeAnotherArchiveIsNoLooseEnd() {
    byte[] one = good().build();
    for (int junk : new int[] {1, 2, 3, 512, 131_070}) {
      refused(concat(one, concat(noise(junk), one)), RefusalReason.TRAILING_DATA);
      byte[] tar = good().buildTar();
      refused(gzip(concat(tar, concat(noise(junk), tar))), RefusalReason.TRAILING_DATA);
    }
    refused(concat(one, concat(new byte[] {0x1f}, one)), RefusalReason.TRAILING_DATA);
    refused(concat(one, concat(new byte[] {0x1f, (byte) 0x8b}, one)), RefusalReason.TRAILING_DATA);
    byte[] old =
        ArchiveBuilder.v7().rawHeader(TarHeader.of(TarFormat.V7, "b.csv", '0', 0)).buildTar();
    refused(gzip(concat(good().buildTar(), concat(noise(512), old))), RefusalReason.TRAILING_DATA);
  }

  private static ArchiveBuilder good() {
    return ArchiveBuilder.gnu().member("a.csv", CSV);
  }

  private static LooseEnd trailing(long bytes, String where) {
    return new LooseEnd("trailing-data", Optional.of(bytes), "has " + bytes + " bytes " + where);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] insert(byte[] bytes, int fromEnd, byte[] more) {
    int at = bytes.length + fromEnd;
    byte[] end = Arrays.copyOfRange(bytes, at, bytes.length);
    return concat(concat(Arrays.copyOf(bytes, at), more), end);
  }

  private static void refused(byte[] archive, RefusalReason reason) {
    assertThatThrownBy(() -> looseEnds(archive))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static List<LooseEnd> looseEnds(byte[] archive) {
    PackedInput in =
        new PackedInput(new ByteArrayInputStream(archive), "a.tar.gz", archive.length, n -> {});
    try (Inflate inflate = Inflation.chosen(Map.of()).open()) {
      TarReader tar = new TarReader(new GzipReader(in, WARN, inflate), WARN);
      while (tar.next().isPresent()) {
        tar.content((bytes, from, to) -> {});
      }
      assertThat(in.count()).as("all is read, and so hashed").isEqualTo(archive.length);
      return tar.looseEnds();
    }
  }
}
