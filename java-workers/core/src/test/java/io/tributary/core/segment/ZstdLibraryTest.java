package io.tributary.core.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.error.ConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own, as a library that is loaded stays loaded. */
class ZstdLibraryTest {
  @TempDir Path folder;

  @Test
  void aFolderFromWhichItCannotBeLoadedIsAMatterOfConfiguration() throws Exception {
    assertThat(loaded(folder)).isEqualTo("loaded");
    Path missing = folder.resolve("missing");
    assertThat(loaded(missing))
        .startsWith("exit code USAGE: zstd, by which segments are packed, cannot be loaded from ")
        .contains(missing.toString())
        .endsWith("with extract.segment-compression: none and extracted again, a day does without");
  }

  private static String loaded(Path temporary) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-DZstdTempFolder=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                ZstdLibraryTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String told = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return told.strip();
  }

  /** Packs a few bytes, and says how that went. */
  public static void main(String[] arguments) {
    try {
      FramePacker packer = new FramePacker();
      packer.add(new byte[10], 0, 10);
      packer.end();
      System.out.println("loaded");
    } catch (ConfigurationException e) {
      System.out.println("exit code " + e.exitCode() + ": " + e.getMessage());
    }
  }
}
