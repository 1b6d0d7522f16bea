package io.tributary.transfer.archive;

import static io.tributary.transfer.archive.ReadArchive.entries;
import static io.tributary.transfer.archive.ReadArchive.gzip;
import static io.tributary.transfer.archive.ReadArchive.noise;
import static io.tributary.transfer.archive.ReadArchive.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.RefusalReason;
import io.tributary.core.fixture.ArchiveBuilder;
import io.tributary.core.fixture.TarFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;

/** The reader against random damage, and against another reader. */
class TarReaderRandomTest {
  private static final String CSV = "a,b\n1,2\n";
  private static final List<TarFormat> FORMATS = List.of(TarFormat.values());

  /** Whatever is done to an archive, it is read as before, or refused; nothing else is thrown. */
  @Test
  void survivesRandomDamage() {
    Random random = new Random(5);
    byte[] tar =
        ArchiveBuilder.pax()
            .member("a.csv", CSV)
            .member("n".repeat(150), CSV)
            .globalPaxHeader(Map.of("comment", "x"))
            .directory("d/")
            .member("d/b.csv", noise(3_000))
            .buildTar();
    for (int round = 0; round < 3_000; round++) {
      byte[] damaged = tar.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      fixChecksums(damaged, random);
      byte[] archive = gzip(damaged);
      try {
        read(archive);
      } catch (RefusedException expected) {
        assertThat(expected.reason().scope()).isEqualTo(RefusalReason.Scope.ARCHIVE);
      }
    }
  }

  /** What both accept, commons-compress reads the same. */
  @Test
  void agreesWithCommonsCompress() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      TarFormat format = FORMATS.get(random.nextInt(FORMATS.size()));
      ArchiveBuilder builder = ArchiveBuilder.of(format);
      for (int i = random.nextInt(20); i >= 0; i--) {
        int name = format == TarFormat.V7 ? random.nextInt(90) : random.nextInt(140);
        String folder = name > 60 && format != TarFormat.V7 ? "d".repeat(50) + "/" : "";
        builder.member(folder + "m".repeat(Math.min(name, 95)) + i, noise(random.nextInt(3_000)));
      }
      byte[] archive = builder.gzipMembers(1 + random.nextInt(3)).build();
      assertThat(read(archive)).containsExactlyElementsOf(readByCommonsCompress(archive));
    }
  }

  private static List<Map.Entry<String, String>> readByCommonsCompress(byte[] archive)
      throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(
            GzipCompressorInputStream.builder()
                .setInputStream(new ByteArrayInputStream(archive))
                .setDecompressConcatenated(true)
                .get())) {
      int place = 0;
      for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        entries.put(place++ + " " + e.getName(), new String(in.readAllBytes(), UTF_8));
      }
    }
    return List.copyOf(entries.entrySet());
  }

  /** Damage behind a right checksum: what an attacker would send. */
  private static void fixChecksums(byte[] tar, Random random) {
    for (int at = 0; at < tar.length; at += 512) {
      boolean header = tar[at + 257] == 'u' && tar[at + 258] == 's';
      if (header && random.nextBoolean()) {
        Arrays.fill(tar, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = at; i < at + 512; i++) {
          sum += tar[i] & 0xff;
        }
        byte[] digits = String.format("%06o\0 ", sum).getBytes(UTF_8);
        System.arraycopy(digits, 0, tar, at + 148, 8);
      }
    }
  }
}
