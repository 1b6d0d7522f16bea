package io.tributary.transfer.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.core.document.RefusalReason;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.transfer.inflate.Inflation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever unpacks, what is left on the storage is the same. */
class UnpackingTest {
  /** In the second half of 256 KiB, where blocks and windows begin at different places. */
  private static final int LIMIT_KB = 2250;

  @TempDir Path root;

  @Test
  void damagedArchivesEndTheSame() {
    assumeTrue(Inflation.chosen(Map.of()) == Inflation.ISAL, "ISA-L is not installed");
    ExtractionDay byJdk = damaged(day("jdk", Inflation.JDK), 150, 2_000);
    ExtractionDay byIsal = damaged(day("isal", Inflation.ISAL), 150, 2_000);
    assertSame(byIsal, byJdk);
    assertDamaged(byIsal);
  }

  @Test
  void damagedArchivesEndTheSameWhereSpareCpusUnpackAhead() {
    ExtractionDay byOne = damaged(day("one", Inflation.JDK), 40, 100_000);
    for (Inflation inflation : EnumSet.of(Inflation.JDK, Inflation.chosen(Map.of()))) {
      ExtractionDay byTwo = damaged(day("two" + inflation, inflation).withCpus(16), 40, 100_000);
      assertSame(byTwo, byOne);
      assertThat(byTwo.day().numbers().snapshot().get("archives-unpacked-ahead")).isPositive();
    }
    assertDamaged(byOne);
  }

  @Test
  void ofTwoReasonsTheFirstIsSaid() {
    ExtractionDay byOne = twoReasons(day("one", Inflation.JDK));
    for (Inflation inflation : EnumSet.of(Inflation.JDK, Inflation.chosen(Map.of()))) {
      assertSame(twoReasons(day("one" + inflation, inflation)), byOne);
      assertSame(twoReasons(day("two" + inflation, inflation).withCpus(16)), byOne);
    }
    assertThat(reasons(byOne)).containsExactly(RefusalReason.LINK.code());
  }

  /** A link is followed by more than may be unpacked, sooner or later: often in one piece. */
  private static ExtractionDay twoReasons(ExtractionDay day) {
    for (int early = 1; early <= 20; early++) {
      String csv = "a\n" + "1\n".repeat((LIMIT_KB << 9) - 8_000 * early);
      day.archive(
          "a" + early + ".tar.gz",
          ArchiveBuilder.gnu()
              .member("t_20250317_1.csv", csv)
              .symlink("t_20250317_2.csv", "t_20250317_1.csv")
              .member("t_20250317_3.csv", csv)
              .build());
    }
    day.run();
    return day;
  }

  @Test
  void theRunRecordSaysWhoUnpacked() {
    ExtractionDay day = new ExtractionDay(root).unpackedBy(Inflation.JDK);
    day.archive("a.tar.gz", ArchiveBuilder.gnu().member("t_20250317_1.csv", "a,b\n1,2\n"));
    day.run();
    assertThat(day.day().numbers().snapshot()).containsEntry("archives-inflated-by-jdk", 1L);
  }

  private static void assertSame(ExtractionDay day, ExtractionDay other) {
    Map<String, byte[]> others = other.objects();
    assertThat(day.objects().keySet()).isEqualTo(others.keySet());
    day.objects().forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(others.get(path)));
  }

  /** Every way to break what is packed was met. */
  private static void assertDamaged(ExtractionDay day) {
    assertThat(reasons(day))
        .contains(
            RefusalReason.CORRUPT_GZIP.code(),
            RefusalReason.CRC_MISMATCH.code(),
            RefusalReason.TRUNCATED.code(),
            RefusalReason.TRAILING_DATA.code());
  }

  private static Set<String> reasons(ExtractionDay day) {
    Set<String> reasons = new TreeSet<>();
    for (String archive : day.archives().keySet()) {
      day.manifest(archive).refusal().ifPresent(refusal -> reasons.add(refusal.reason()));
    }
    return reasons;
  }

  private ExtractionDay day(String folder, Inflation inflation) {
    return new ExtractionDay(root.resolve(folder), "limits: {archive-size: " + LIMIT_KB + "KB}\n")
        .unpackedBy(inflation);
  }

  /** Extracts archives of up to four members of so many lines, most of them damaged. */
  private static ExtractionDay damaged(ExtractionDay day, int archives, int lines) {
    Random random = new Random(3);
    for (int i = 0; i < archives; i++) {
      byte[] archive = archive(random, lines);
      String name = "a" + i + ".tar.gz";
      switch (i % 5) {
        case 0 -> day.archive(name, archive);
        case 1 -> day.archive(name, Arrays.copyOf(archive, random.nextInt(archive.length)));
        case 2 -> day.archive(name, Arrays.copyOf(archive, archive.length + 1 + i));
        case 3 -> {
          int hole = archive.length / 2;
          Arrays.fill(archive, hole, Math.min(archive.length, hole + 99), (byte) 0xff);
          day.archive(name, archive);
        }
        default -> {
          for (int hit = random.nextInt(3); hit >= 0; hit--) {
            archive[random.nextInt(archive.length)] ^= (byte) (1 << random.nextInt(8));
          }
          day.archive(name, archive);
        }
      }
    }
    day.archive("z.tar.gz", ArchiveBuilder.gnu().member("t_20250317_1.csv", "a\n1\n").badCrc());
    byte[] trailing = "more".getBytes(StandardCharsets.US_ASCII);
    day.archive(
        "y.tar.gz",
        ArchiveBuilder.gnu().member("t_20250317_1.csv", "a\n1\n").withTrailing(trailing));
    day.run();
    return day;
  }

  private static byte[] archive(Random random, int lines) {
    ArchiveBuilder archive = ArchiveBuilder.gnu();
    for (int i = random.nextInt(4); i >= 0; i--) {
      StringBuilder csv = new StringBuilder("a,b\n");
      for (int line = random.nextInt(lines); line >= 0; line--) {
        csv.append(random.nextInt(100)).append(",hotel\n");
      }
      archive.member("t" + i + "_20250317_1.csv", csv.toString());
    }
    return archive.gzipMembers(1 + random.nextInt(3)).build();
  }
}
