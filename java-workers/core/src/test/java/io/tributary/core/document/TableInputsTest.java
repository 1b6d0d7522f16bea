package io.tributary.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableInputsTest {
  @Test
  void followsNameContentAndCounts() {
    String hash = hash(archive("a", "11", 2, 20), archive("b", "22", 1, 5));

    assertThat(hash).isEqualTo(hash(archive("a", "11", 2, 20), archive("b", "22", 1, 5)));
    assertThat(hash)
        .isNotEqualTo(hash(archive("a", "11", 2, 20)))
        .isNotEqualTo(hash(archive("a", "11", 2, 20), archive("c", "22", 1, 5)))
        .isNotEqualTo(hash(archive("a", "11", 2, 20), archive("b", "23", 1, 5)))
        .isNotEqualTo(hash(archive("a", "11", 2, 20), archive("b", "22", 1, 6)))
        .isNotEqualTo(hash(archive("a", "11", 3, 20), archive("b", "22", 1, 5)));
  }

  @Test
  void leavesOutArchivesWithoutTheTable() {
    ArchiveManifest other = archive("b", "22", 1, 5);
    String alone = new TableInputs("guest").hash();

    assertThat(new TableInputs("guest").add(other).hash()).isEqualTo(alone);
  }

  private static String hash(ArchiveManifest... manifests) {
    TableInputs inputs = new TableInputs("room_rate");
    for (ArchiveManifest manifest : manifests) {
      inputs.add(manifest);
    }
    return inputs.hash();
  }

  private static ArchiveManifest archive(String name, String sha256, long members, long records) {
    return new ArchiveManifest(
        ArchiveManifest.VERSION,
        "key",
        new SourceList.Archive(
            name, 1, Instant.parse("2025-03-17T00:00:00Z"), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.of(sha256),
        new ArchiveManifest.MemberCounts(members, 0, 0),
        List.of(new ArchiveManifest.TableEntry("room_rate", members, records, false, 0, 10)),
        List.of(),
        List.of(),
        List.of());
  }
}
