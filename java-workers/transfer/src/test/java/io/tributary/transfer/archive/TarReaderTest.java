package io.tributary.transfer.archive;

import static io.tributary.core.config.LimitsSpec.LooseEnds.REFUSE;
import static io.tributary.transfer.archive.ReadArchive.LIMITS;
import static io.tributary.transfer.archive.ReadArchive.entries;
import static io.tributary.transfer.archive.ReadArchive.gzip;
import static io.tributary.transfer.archive.ReadArchive.noise;
import static io.tributary.transfer.archive.ReadArchive.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.config.LimitsSpec;
import io.tributary.core.document.RefusalReason;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.TarFormat;
import io.tributary.core.fixture.TarHeader;
import io.tributary.transfer.inflate.Inflation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Broken and hostile archives, gzip and tar together, as the worker meets them. */
class TarReaderTest {
  private static final String CSV = "a,b\n1,2\n";

  @ParameterizedTest
  @EnumSource(TarFormat.class)
  void readsEveryFormat(TarFormat format) {
    ArchiveBuilder archive =
        ArchiveBuilder.of(format)
            .directory("x/")
            .member("x/one.csv", CSV)
            .member("./empty.csv", "")
            .member("big.csv", "a\n".repeat(300_000));
    assertThat(read(archive.build()))
        .containsExactly(
            Map.entry("0 x/", ""),
            Map.entry("1 x/one.csv", CSV),
            Map.entry("2 empty.csv", ""),
            Map.entry("3 big.csv", "a\n".repeat(300_000)));
  }

  @ParameterizedTest
  @EnumSource(names = {"GNU", "PAX", "USTAR", "STAR"})
  void readsLongNames(TarFormat format) {
    String name = "호텔".repeat(14) + "/" + "f".repeat(60) + "/" + "g".repeat(60) + ".csv";
    assertThat(read(ArchiveBuilder.of(format).member(name, CSV).member("b.csv", "").build()))
        .containsExactly(Map.entry("0 " + name, CSV), Map.entry("1 b.csv", ""));
  }

  @Test
  void readsEveryGzipMemberAndEveryTar() {
    ArchiveBuilder manyMembers = ArchiveBuilder.gnu().member("a.csv", noise(9_000));
    assertThat(read(manyMembers.gzipMembers(3_000).build())).hasSize(1);
    byte[] first = ArchiveBuilder.gnu().member("a.csv", "1").gzipMembers(5).build();
    byte[] second = ArchiveBuilder.pax().member("b.csv", "2").build();
    assertThat(read(ArchiveBuilder.concatenated(first, second)))
        .containsExactly(Map.entry("0 a.csv", "1"), Map.entry("1 b.csv", "2"));

    ByteArrayOutputStream twoTars = new ByteArrayOutputStream();
    twoTars.writeBytes(ArchiveBuilder.gnu().member("a.csv", "1").buildTar());
    byte[] inOne = ArchiveBuilder.gnu().raw(twoTars.toByteArray()).member("b.csv", "2").build();
    assertThat(read(inOne)).hasSize(2);
  }

  @Test
  void acceptsOldOddities() {
    assertThat(
            read(
                ArchiveBuilder.v7()
                    .rawHeader(TarHeader.of(TarFormat.V7, "a.csv", '0', 0).withoutOwner())
                    .build()))
        .hasSize(1);
    byte[] padded =
        ArchiveBuilder.gnu()
            .member("a.csv", "1")
            .raw(new byte[8192])
            .withTrailing(new byte[512])
            .build();
    assertThat(read(padded)).hasSize(1);
    assertThat(
            read(
                ArchiveBuilder.gnu()
                    .globalPaxHeader(Map.of("comment", "c"))
                    .member("a", "1")
                    .build()))
        .hasSize(1);
    assertThat(read(ArchiveBuilder.v7().entry("old/", '0', "", new byte[0]).build()))
        .containsExactly(Map.entry("0 old/", ""));
    byte[] korean = "요금.csv".getBytes(java.nio.charset.Charset.forName("EUC-KR"));
    TarHeader header = TarHeader.of(TarFormat.GNU, "", '0', 0).patch(0, korean);
    assertThat(read(ArchiveBuilder.gnu().rawHeader(header).build()))
        .containsExactly(Map.entry("0 �bf�e4�b1�dd.csv", ""));
    assertThat(read(ArchiveBuilder.gnu().build())).isEmpty();
    Map<String, String> size = Map.of("size", "8");
    assertThat(
            read(
                ArchiveBuilder.pax()
                    .paxHeader(size)
                    .rawHeader(TarHeader.of(TarFormat.PAX, "a.csv", '0', 0))
                    .raw(Arrays.copyOf(CSV.getBytes(UTF_8), 512))
                    .build()))
        .containsExactly(Map.entry("0 a.csv", CSV));
  }

  @Test
  void refusesWhatIsNoArchive() {
    assertRefused(new byte[0], RefusalReason.EMPTY_ARCHIVE);
    assertRefused(gzip(new byte[0]), RefusalReason.EMPTY_ARCHIVE);
    assertRefused("name,size\n".getBytes(UTF_8), RefusalReason.NOT_GZIP);
    assertRefused(gzip(CSV.getBytes(UTF_8)), RefusalReason.NOT_TAR);
    assertRefused(gzip(CSV.repeat(500).getBytes(UTF_8)), RefusalReason.NOT_TAR);
    assertRefused(new byte[] {0x1f}, RefusalReason.TRUNCATED);
  }

  @Test
  void refusesDamage() {
    ArchiveBuilder big = ArchiveBuilder.gnu().member("a.csv", noise(100_000));
    byte[] whole = big.build();
    for (int length : new int[] {1, 9, 10, 11, 300, whole.length / 2, whole.length - 1}) {
      assertRefused(Arrays.copyOf(whole, length), RefusalReason.TRUNCATED);
    }
    assertRefused(big.badCrc().build(), RefusalReason.CRC_MISMATCH);
    ArchiveBuilder length = ArchiveBuilder.gnu().member("a.csv", CSV).badLength();
    assertRefused(length.build(), RefusalReason.CRC_MISMATCH);
    byte[] corrupt = whole.clone();
    Arrays.fill(corrupt, 20, 60, (byte) 0xff);
    assertThatThrownBy(() -> read(corrupt)).isInstanceOf(RefusedException.class);

    byte[] tar = ArchiveBuilder.gnu().member("a.csv", noise(5_000)).buildTar();
    for (int cut : new int[] {1, 511, 513, 3_000, 512 + 5_000}) {
      RefusalReason reason = cut < 512 ? RefusalReason.NOT_TAR : RefusalReason.TRUNCATED;
      assertRefused(gzip(Arrays.copyOf(tar, cut)), reason);
    }
    assertRefused(gzip(Arrays.copyOf(tar, 512 + 5_120)), RefusalReason.UNENDED_TAR);
    assertRefused(
        ArchiveBuilder.gnu().member("a.csv", CSV).withoutEndOfArchive().build(),
        RefusalReason.UNENDED_TAR);
    assertRefused(
        ArchiveBuilder.pax()
            .member("a.csv", CSV)
            .paxHeader(Map.of("comment", "c"))
            .withoutEndOfArchive()
            .build(),
        RefusalReason.TRUNCATED);
  }

  @Test
  void refusesTrailingData() {
    ArchiveBuilder archive = ArchiveBuilder.gnu().member("a.csv", CSV);
    assertRefused(archive.withTrailing(new byte[] {1, 2, 3}).build(), RefusalReason.TRAILING_DATA);
    byte[] behindTar = Arrays.copyOf(ArchiveBuilder.gnu().member("a", CSV).buildTar(), 3_000);
    behindTar[2_600] = 'x';
    assertRefused(gzip(behindTar), RefusalReason.TRAILING_DATA);
  }

  @Test
  void refusesUnsafeNames() {
    for (String name :
        List.of("../a", "a/../../b", "/etc/passwd", "a\\b", "C:/a", "..", "a/..", "./../x", ".")) {
      assertRefused(ArchiveBuilder.gnu().member(name, CSV).build(), RefusalReason.UNSAFE_NAME);
    }
    assertRefused(ArchiveBuilder.gnu().member("", CSV).build(), RefusalReason.UNSAFE_NAME);
    assertRefused(ArchiveBuilder.gnu().member("a\0b", CSV).build(), RefusalReason.UNSAFE_NAME);
    assertRefused(
        ArchiveBuilder.pax().paxHeader(Map.of("path", "a\0/../b")).member("a", CSV).build(),
        RefusalReason.UNSAFE_NAME);
    assertRefused(ArchiveBuilder.gnu().directory("../x/").build(), RefusalReason.UNSAFE_NAME);
    for (TarFormat format : List.of(TarFormat.GNU, TarFormat.PAX)) {
      assertRefused(
          ArchiveBuilder.of(format).member("n".repeat(400), CSV).build(),
          RefusalReason.NAME_TOO_LONG);
    }
    assertRefused(
        ArchiveBuilder.gnu()
            .rawHeader(TarHeader.of(TarFormat.GNU, "././@LongLink", 'L', 1L << 40))
            .build(),
        RefusalReason.NAME_TOO_LONG);
  }

  @Test
  void refusesLinksAndSpecialFiles() {
    assertRefused(ArchiveBuilder.gnu().symlink("a", "b").build(), RefusalReason.LINK);
    assertRefused(ArchiveBuilder.gnu().hardLink("a", "b").build(), RefusalReason.LINK);
    assertRefused(ArchiveBuilder.gnu().device("a").build(), RefusalReason.SPECIAL_FILE);
    assertRefused(ArchiveBuilder.gnu().fifo("a").build(), RefusalReason.SPECIAL_FILE);
    assertRefused(
        ArchiveBuilder.gnu().entry("a", 'Z', "", new byte[0]).build(), RefusalReason.SPECIAL_FILE);
    assertRefused(
        ArchiveBuilder.gnu().entry("a", 'S', "", new byte[0]).build(), RefusalReason.SPARSE_FILE);
    assertRefused(
        ArchiveBuilder.pax().paxHeader(Map.of("GNU.sparse.major", "1")).member("a", CSV).build(),
        RefusalReason.SPARSE_FILE);
  }

  @Test
  void refusesMalformedTar() {
    ArchiveBuilder gnu = ArchiveBuilder.gnu().member("a", CSV);
    assertRefused(
        gnu.rawHeader(TarHeader.of(TarFormat.GNU, "b", '0', 0).wrongChecksum()).build(),
        RefusalReason.MALFORMED_TAR);
    assertMalformed(TarHeader.of(TarFormat.GNU, "b", '0', -1));
    assertMalformed(TarHeader.of(TarFormat.GNU, "b", '0', 0).patch(124, "12x".getBytes(UTF_8)));
    assertMalformed(TarHeader.of(TarFormat.GNU, "d/", '5', 100));
    byte[] huge = new byte[12];
    Arrays.fill(huge, (byte) 0xff);
    huge[0] = (byte) 0x80;
    assertMalformed(TarHeader.of(TarFormat.GNU, "b", '0', 0).patch(124, huge));
    for (String records :
        List.of("9999 path=x\n", "5 =x\n", "x path=y\n", "12 path=abc", "0 a=b\n", "7 pathx\n")) {
      assertRefused(
          ArchiveBuilder.pax()
              .entry("h", 'x', "", records.getBytes(UTF_8))
              .member("a", CSV)
              .build(),
          RefusalReason.MALFORMED_TAR);
    }
    for (String size : List.of("-1", "1e3", "99999999999999999999")) {
      assertRefused(
          ArchiveBuilder.pax().paxHeader(Map.of("size", size)).member("a", CSV).build(),
          RefusalReason.MALFORMED_TAR);
    }
    assertRefused(
        ArchiveBuilder.pax().globalPaxHeader(Map.of("path", "b")).member("a", CSV).build(),
        RefusalReason.MALFORMED_TAR);
    assertRefused(
        ArchiveBuilder.pax().paxHeader(Map.of("path", "b")).build(), RefusalReason.MALFORMED_TAR);
    ArchiveBuilder nested = ArchiveBuilder.pax();
    for (int i = 0; i < 100_000; i++) {
      nested.paxHeader(Map.of("path", "b"));
    }
    assertRefused(nested.member("a", CSV).build(), RefusalReason.MALFORMED_TAR);
  }

  @Test
  void refusesBombs() {
    assertRefused(
        ArchiveBuilder.gnu().rawHeader(TarHeader.of(TarFormat.GNU, "a", '0', 1L << 40)).build(),
        RefusalReason.MEMBER_TOO_LARGE);
    ArchiveBuilder many = ArchiveBuilder.gnu();
    for (int i = 0; i <= 1_000; i++) {
      many.member("m" + i, "");
    }
    assertRefused(many.build(), RefusalReason.TOO_MANY_ENTRIES);
    assertRefused(zeros(80, 1 << 20), RefusalReason.RATIO_EXCEEDED);
    LimitsSpec generous = new LimitsSpec(1_000, 1 << 20, 50 << 20, 100_000, 300, 1, 1, 8, REFUSE);
    assertThatThrownBy(() -> read(zeros(60, 1 << 20), generous, 8192))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(RefusalReason.ARCHIVE_TOO_LARGE));
  }

  @Test
  void takesAllThatMayBeUnpackedAndNoByteMore() {
    for (int gzipMembers = 1; gzipMembers <= 3; gzipMembers++) {
      ArchiveBuilder archive = ArchiveBuilder.gnu().member("a", CSV).gzipMembers(gzipMembers);
      int size = archive.buildTar().length;
      for (int piece : new int[] {1, 7, 1 << 20}) {
        assertThat(read(archive.build(), unpackingTo(size), piece)).hasSize(1);
        assertThatThrownBy(() -> read(archive.build(), unpackingTo(size - 1), piece))
            .isInstanceOfSatisfying(
                RefusedException.class,
                e -> assertThat(e.reason()).isEqualTo(RefusalReason.ARCHIVE_TOO_LARGE));
      }
    }
  }

  private static LimitsSpec unpackingTo(long bytes) {
    return new LimitsSpec(1_000, 1 << 20, bytes, 100, 300, 1, 1, 8, REFUSE);
  }

  @Test
  void refusesMoreExtendedHeadersThanTheLimit() {
    ArchiveBuilder archive = ArchiveBuilder.pax();
    for (int i = 0; i < 5; i++) {
      archive.paxHeader(Map.of("comment", "c"));
    }
    byte[] bytes = archive.member("a", CSV).build();
    LimitsSpec four = new LimitsSpec(1_000, 1 << 20, 50 << 20, 100, 300, 1, 1, 4, REFUSE);
    LimitsSpec five = new LimitsSpec(1_000, 1 << 20, 50 << 20, 100, 300, 1, 1, 5, REFUSE);
    assertThat(read(bytes, five, 8192)).hasSize(1);
    assertThatThrownBy(() -> read(bytes, four, 8192))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(RefusalReason.MALFORMED_TAR))
        .hasMessageContaining("limits.nesting, 4");
  }

  @Test
  void refusesAnArchiveThatGrewOrShrank() {
    byte[] archive = ArchiveBuilder.gnu().member("a", CSV).build();
    for (int listed : new int[] {archive.length - 1, archive.length + 1}) {
      PackedInput in =
          new PackedInput(new ByteArrayInputStream(archive), "a.tar.gz", listed, bytes -> {});
      assertThatThrownBy(() -> entries(in, LIMITS, Inflation.JDK))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.reason()).isEqualTo(RefusalReason.CHANGED_SINCE_FROZEN));
    }
  }

  private static void assertMalformed(TarHeader header) {
    assertRefused(
        ArchiveBuilder.gnu().rawHeader(header).raw(new byte[4096]).build(),
        RefusalReason.MALFORMED_TAR);
  }

  private static void assertRefused(byte[] archive, RefusalReason reason) {
    for (int piece : new int[] {1, 7, 1 << 20}) {
      if (piece == 1 && archive.length > 10_000) {
        continue;
      }
      assertThatThrownBy(() -> read(archive, LIMITS, piece))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
  }

  private static byte[] zeros(int members, int size) {
    ArchiveBuilder archive = ArchiveBuilder.gnu();
    for (int i = 0; i < members; i++) {
      archive.member("m" + i, new byte[size]);
    }
    return archive.build();
  }
}
