package io.tributary.transfer.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.LooseEnd;
import io.tributary.core.fixture.ArchiveBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed {@code limits.loose-ends} decides again of what it refused, and of nothing else. */
class LooseEndPolicyTest {
  private static final String MEMBER = "rate_20250317_1.csv";

  @TempDir Path root;

  @Test
  void onlyWhatWasRefusedForItIsExtractedAgain() {
    ExtractionDay strict = day("");
    strict.run();
    assertThat(strict.reason("junk.tar.gz")).isEqualTo("trailing-data");
    assertThat(strict.reason("unended.tar.gz")).isEqualTo("unended-tar");
    assertThat(strict.reason("cut.tar.gz")).isEqualTo("truncated");
    Map<String, byte[]> before = strict.objects();

    ExtractionDay lenient = day("limits: {loose-ends: warn}");
    assertThat(lenient.run()).startsWith("2 archives extracted, 2 were done already, 1 refused");
    assertThat(lenient.manifest("junk.tar.gz").looseEnds())
        .containsExactly(
            new LooseEnd(
                "trailing-data", Optional.of(3L), "has 3 bytes after its end that are not gzip"));
    assertThat(lenient.manifest("unended.tar.gz").looseEnds())
        .extracting(LooseEnd::reason)
        .containsExactly("unended-tar");
    assertThat(lenient.ledger("junk.tar.gz", "rate")).hasSize(1);
    for (String untouched : new String[] {"cut.tar.gz", "good.tar.gz"}) {
      String path = "manifests/" + untouched + ".json";
      assertThat(lenient.objects().get(path)).isEqualTo(before.get(path));
    }

    ExtractionDay strictAgain = day("limits: {loose-ends: refuse}");
    assertThat(strictAgain.run()).as("what has passed stays").contains("4 were done already");
    assertThat(strictAgain.manifest("junk.tar.gz").extracted()).isTrue();
  }

  @Test
  void aManifestWithNothingLooseSaysNothingOfIt() {
    ExtractionDay day = day("");
    day.run();
    ArchiveManifest good = day.manifest("good.tar.gz");
    assertThat(good.looseEnds()).isEmpty();
    assertThat(new String(day.object("manifests/good.tar.gz.json"), StandardCharsets.UTF_8))
        .doesNotContain("looseEnds");
  }

  private ExtractionDay day(String settings) {
    return new ExtractionDay(root, settings)
        .archive("good.tar.gz", good())
        .archive("junk.tar.gz", good().withTrailing(new byte[] {1, 2, 3}))
        .archive("unended.tar.gz", good().withoutEndOfArchive())
        .archive("cut.tar.gz", good().tarTruncatedAt(513));
  }

  private static ArchiveBuilder good() {
    return ArchiveBuilder.gnu().member(MEMBER, "a\n1\n");
  }
}
