package io.tributary.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestKeyTest {
  private static final SourceList.Archive ARCHIVE =
      new SourceList.Archive(
          "a.tar.gz", 7, Instant.parse("2025-03-17T18:00:00Z"), Optional.empty(), Optional.empty());

  @TempDir Path folder;

  @Test
  void isWhatItWasSoThatNoDayIsExtractedAgain() throws IOException {
    String since = "c99905fcf9187ed40c1b30fc9f80eec5d505383f44281cbcc60bbe7dff3740f3";
    assertThat(key("")).isEqualTo(since);
    assertThat(key("extract: {containers: 9, parallelism: 7}")).isEqualTo(since);
    assertThat(key("extract: {segment-compression: none}")).isEqualTo(since);
  }

  @Test
  void isAnotherWhereOtherSegmentsAreMade() throws IOException {
    assertThat(
            Map.of(
                key(""), 1,
                key("extract: {segment-compression: zstd}"), 2,
                key("extract: {memory: 64MB}"), 3,
                key("extract: {memory: 64MB, segment-compression: zstd}"), 4,
                key("csv: {delimiter: \";\"}"), 5))
        .hasSize(5);
  }

  private String key(String more) throws IOException {
    Path file = folder.resolve("acme.yaml");
    Files.writeString(
        file,
        """
        partner: acme
        storage: s3://lake/partners
        source: {uri: "s3://drop/{date}"}
        %s
        """
            .formatted(more));
    PartnerSpec partner = PartnerFile.read(file, Map.of());
    return ManifestKey.of(ARCHIVE, partner, LocalDate.of(2025, 3, 17));
  }
}
