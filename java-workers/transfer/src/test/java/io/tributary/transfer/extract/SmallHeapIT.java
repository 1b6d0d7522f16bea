package io.tributary.transfer.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.SourceList.Archive;
import io.tributary.core.fixture.TarFormat;
import io.tributary.core.fixture.TarHeader;
import io.tributary.transfer.inflate.Inflation;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same small heap, in a process of its own, does archives of every shape. */
class SmallHeapIT {
  private static final String HEAP = "-Xmx96m";

  @TempDir Path root;

  /** The benchmark goes on to 2 GB packed; what is unpacked here is many times the heap. */
  @ParameterizedTest
  @CsvSource({
    "10, 3000000, none",
    "100000, 100, none",
    "1, 600000000, none",
    "20000, 30000, none",
    "100, 3000000, zstd"
  })
  void doesEveryShape(int members, int size, String compression) throws Exception {
    Path archive = root.resolve("a.tar.gz");
    write(archive, members, size);
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapIT.class.getName(),
                root.toString(),
                compression)
            .redirectErrorStream(true)
            .start();
    String said = new String(worker.getInputStream().readAllBytes(), UTF_8);
    assertThat(worker.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(worker.exitValue()).as(said).isZero();
    assertThat(said).contains(members + " members");
  }

  /** The worker's side: extracts {@code a.tar.gz} of a folder, and packs as it is told. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Path file = root.resolve("a.tar.gz");
    ExtractionDay day =
        new ExtractionDay(
            root,
            "limits: {ratio: 1000}\nextract: {segment-compression: %s}".formatted(arguments[1]));
    Archive listed = ExtractionDay.entry("a.tar.gz", Files.size(file));
    MemorySource source =
        new MemorySource(Map.of(), 0) {
          @Override
          public InputStream open(Entry seen) {
            try {
              return Files.newInputStream(file);
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        };
    new ShardRun(day.day(), source, Inflation.chosen(Map.of()), List.of(listed)).cpus(2).run();
    ArchiveManifest manifest = day.manifest("a.tar.gz");
    System.out.println(manifest.members().extracted() + " members, refusal " + manifest.refusal());
  }

  private static void write(Path file, int members, int size) throws IOException {
    byte[] header = "a,b,c\n".getBytes(UTF_8);
    byte[] rows = "1234567,abcdefgh,\"x, y\"\n".repeat(2_000).getBytes(UTF_8);
    try (OutputStream out = new BufferedOutputStream(fast(Files.newOutputStream(file)), 1 << 16)) {
      for (int i = 0; i < members; i++) {
        int length = header.length + size;
        String name = "t" + i % 23 + "_20250317_" + i + ".csv";
        out.write(TarHeader.of(TarFormat.GNU, name, '0', length).bytes());
        out.write(header);
        for (int left = size; left > 0; left -= rows.length) {
          out.write(rows, 0, Math.min(left, rows.length));
        }
        out.write(new byte[-length & 511]);
      }
      out.write(new byte[1024]);
    }
  }

  private static OutputStream fast(OutputStream out) throws IOException {
    return new GZIPOutputStream(out, 1 << 16) {
      {
        def.setLevel(Deflater.BEST_SPEED);
      }
    };
  }
}
