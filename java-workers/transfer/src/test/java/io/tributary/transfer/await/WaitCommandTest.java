package io.tributary.transfer.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.command.Day;
import io.tributary.core.command.Numbers;
import io.tributary.core.command.Progress;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.DayLayout;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody has to wait for, to see that the day will come to nothing. */
class WaitCommandTest {
  @TempDir Path folder;

  @Test
  void aContractWithAMistakeIsRefusedBeforeTheWaiting() throws IOException {
    Files.writeString(
        folder.resolve("our.odcs.yaml"),
        """
        apiVersion: v3.1.0
        kind: DataContract
        id: ours
        version: 1.0.0
        status: active
        schema:
          - name: booking
            quality: [{metric: rowCont, mustBe: 0}]
        """);

    assertThatThrownBy(this::await)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("our.odcs.yaml:8")
        .hasMessageContaining("rowCont");
    assertThat(folder.resolve("lake/overseas-1/2025-03-17/sources.json")).doesNotExist();
  }

  private void await() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("overseas-1.yaml"),
            "partner: overseas-1\ncontract: our.odcs.yaml\nsource: {uri: \"file://"
                + folder
                + "/{date}\"}\nstorage: "
                + Location.of(folder.resolve("lake"))
                + "\n");
    Files.createDirectories(folder.resolve("2025-03-17"));
    PartnerSpec partner = PartnerFile.read(file, Map.of());
    DayLayout layout = new DayLayout(partner.storage(), partner.partner(), Scene.DATE);
    try (var store = ObjectStores.open(partner.storage())) {
      new WaitCommand()
          .perform(
              new Day(
                  partner,
                  Scene.DATE,
                  layout,
                  store,
                  new RunIdentity("test", 0, 1),
                  new Numbers(),
                  Progress.NONE));
    }
  }
}
