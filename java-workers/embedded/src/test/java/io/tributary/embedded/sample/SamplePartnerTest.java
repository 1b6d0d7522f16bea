package io.tributary.embedded.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sample partner's file and the sample delivery must tell the same story. */
class SamplePartnerTest {
  private static final Path FILE = Path.of("../../dags/partners/overseas-1.yaml");

  private final PartnerSpec partner = PartnerFile.read(FILE, Map.of());

  @Test
  void listsTheTablesThatAreDelivered() {
    assertThat(partner.tables().keySet())
        .containsExactlyInAnyOrderElementsOf(
            SampleTable.all().stream().map(SampleTable::name).toList());
  }

  @Test
  void declaresTheRulesThatTheFiguresFollow() {
    for (SampleTable table : SampleTable.all()) {
      var declared = partner.table(table.name());
      assertThat(declared.onDuplicate().name())
          .as(table.name())
          .isEqualTo(table.onDuplicate().name());
      assertThat(declared.onCollision().name())
          .as(table.name())
          .isEqualTo(table.onCollision().name());
      assertThat(declared.columns()).isEqualTo(table.first());
      if (!declared.primaryKey().isEmpty()) {
        assertThat(declared.primaryKey())
            .isEqualTo(table.keyColumns().stream().map(SampleColumn::name).toList());
      }
    }
  }

  @Test
  void toleratesTheOneBrokenArchive() {
    assertThat(partner.tolerate().refusedArchives().allows(1, 61)).isTrue();
    assertThat(partner.tolerate().refusedArchives().allows(2, 61)).isFalse();
    assertThat(partner.tolerate().missingArchives().allows(1, 61)).isFalse();
  }

  @Test
  void takesTheDemosServersFromTheEnvironment() {
    PartnerSpec demo =
        PartnerFile.read(
            FILE,
            Map.of(
                "DEMO_SFTP_ADDRESS", "127.0.0.1:2222",
                "DEMO_SFTP_KNOWN_HOSTS", "/demo/known_hosts",
                "DEMO_SFTP_PRIVATE_KEY", "/demo/id_ed25519"));
    assertThat(demo.source().uri()).isEqualTo("sftp://tributary@127.0.0.1:2222/outbound/{date}");
    assertThat(demo.source().knownHosts()).contains(Path.of("/demo/known_hosts"));
  }
}
