package io.tributary.transfer.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.core.document.RefusalReason;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.transfer.inflate.Inflation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever unpacks, what is left on the storage is the same. */
class UnpackingTest {
  @TempDir Path root;

  @Test
  void damagedArchivesEndTheSame() {
    assumeTrue(Inflation.chosen(Map.of()) == Inflation.ISAL, "ISA-L is not installed");
    Map<String, byte[]> byJdk = damaged("jdk", Inflation.JDK).objects();
    ExtractionDay byIsal = damaged("isal", Inflation.ISAL);
    assertThat(byIsal.objects().keySet()).isEqualTo(byJdk.keySet());
    byIsal
        .objects()
        .forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(byJdk.get(path)));

    Set<String> reasons = new TreeSet<>();
    for (String archive : byIsal.archives().keySet()) {
      byIsal.manifest(archive).refusal().ifPresent(refusal -> reasons.add(refusal.reason()));
    }
    assertThat(reasons)
        .contains(
            RefusalReason.CORRUPT_GZIP.code(),
            RefusalReason.CRC_MISMATCH.code(),
            RefusalReason.TRUNCATED.code(),
            RefusalReason.TRAILING_DATA.code());
  }

  @Test
  void theRunRecordSaysWhoUnpacked() {
    ExtractionDay day = new ExtractionDay(root).unpackedBy(Inflation.JDK);
    day.archive("a.tar.gz", ArchiveBuilder.gnu().member("t_20250317_1.csv", "a,b\n1,2\n"));
    day.run();
    assertThat(day.day().numbers().snapshot()).containsEntry("archives-inflated-by-jdk", 1L);
  }

  private ExtractionDay damaged(String folder, Inflation inflation) {
    ExtractionDay day = new ExtractionDay(root.resolve(folder)).unpackedBy(inflation);
    Random random = new Random(3);
    for (int i = 0; i < 150; i++) {
      byte[] archive = archive(random);
      String name = "a" + i + ".tar.gz";
      switch (i % 5) {
        case 0 -> day.archive(name, archive);
        case 1 -> day.archive(name, Arrays.copyOf(archive, random.nextInt(archive.length)));
        case 2 -> day.archive(name, Arrays.copyOf(archive, archive.length + 1 + i));
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

  private static byte[] archive(Random random) {
    ArchiveBuilder archive = ArchiveBuilder.gnu();
    for (int i = random.nextInt(4); i >= 0; i--) {
      StringBuilder csv = new StringBuilder("a,b\n");
      for (int line = random.nextInt(2_000); line >= 0; line--) {
        csv.append(random.nextInt(100)).append(",hotel\n");
      }
      archive.member("t" + i + "_20250317_1.csv", csv.toString());
    }
    return archive.gzipMembers(1 + random.nextInt(3)).build();
  }
}
