package io.tributary.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.core.config.PartnerFile;
import io.tributary.core.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes as a partner file: read, or refused with what is wrong. */
class PartnerFileFuzzTest {
  @TempDir static Path folder;

  @FuzzTest
  void partner(byte[] yaml) throws IOException {
    Path file = Files.write(folder.resolve("fuzz.yaml"), yaml);
    try {
      assertThat(PartnerFile.read(file, Map.of("SECRET", "planted")).partner()).isNotEmpty();
    } catch (ConfigurationException e) {
      assertThat(e).hasMessageContaining("fuzz.yaml").hasMessageNotContaining("planted");
    }
  }
}
