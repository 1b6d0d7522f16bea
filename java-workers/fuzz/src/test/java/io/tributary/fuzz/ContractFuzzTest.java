package io.tributary.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.core.error.ConfigurationException;
import io.tributary.quality.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes as a data contract: read, or refused with what is wrong. */
class ContractFuzzTest {
  @TempDir static Path folder;

  @FuzzTest
  void contract(byte[] yaml) throws IOException {
    Path file = Files.write(folder.resolve("fuzz.odcs.yaml"), yaml);
    try {
      assertThat(Contract.read(file).tables()).isNotNull();
    } catch (ConfigurationException e) {
      assertThat(e).hasMessageContaining("fuzz.odcs.yaml");
    }
  }
}
