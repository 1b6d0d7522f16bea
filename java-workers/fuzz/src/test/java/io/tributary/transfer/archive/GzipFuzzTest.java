package io.tributary.transfer.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Any bytes as an archive: read, or refused for the same reason however they arrive. */
class GzipFuzzTest {
  @FuzzTest
  void archive(byte[] packed) {
    List<String> whole = TarFuzzTest.read(packed, 1 << 20);
    assertThat(TarFuzzTest.read(packed, 1)).as("byte by byte").isEqualTo(whole);
  }
}
