package io.tributary.core.segment;

import com.github.luben.zstd.util.Native;
import io.tributary.core.error.ConfigurationException;

/** The native library that packs frames: it is unpacked to a temporary folder, and loaded there. */
final class ZstdLibrary {
  private ZstdLibrary() {}

  /**
   * Sees to it that it is loaded.
   *
   * @throws ConfigurationException where that cannot be, as with a temporary folder from which
   *     nothing may be run
   */
  static void require() {
    try {
      Native.load();
    } catch (LinkageError e) {
      throw new ConfigurationException(
          "zstd, by which segments are packed, cannot be loaded from "
              + System.getProperty("ZstdTempFolder", System.getProperty("java.io.tmpdir"))
              + " ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "); mount a temporary folder that is writable and not noexec, or name one with"
              + " -DZstdTempFolder in TRIBUTARY_JAVA_OPTIONS; with extract.segment-compression: none"
              + " and extracted again, a day does without",
          e);
    }
  }
}
