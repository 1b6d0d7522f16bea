package io.tributary.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.Severity;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A day of a partner whose archives may have loose ends. */
class LenientDayTest extends HostileDay {
  LenientDayTest() {
    super(Catalogue.ofLenientPartner(), "{loose-ends: warn}");
  }

  @Test
  void theSummaryNamesEveryArchiveWithALooseEnd() throws IOException {
    int count = 0;
    for (Fault fault : faults()) {
      if (fault.expected().looseEnd().isPresent()) {
        count++;
        ArchiveManifest manifest = manifestOf(fault);
        String bytes =
            manifest.looseEnds().get(0).bytes().map(it -> " (" + it + " bytes)").orElse("");
        assertThat(summary().findings())
            .filteredOn(finding -> finding.rule().equals("loose-ends"))
            .singleElement()
            .satisfies(
                finding -> {
                  assertThat(finding.severity()).isEqualTo(Severity.WARN);
                  assertThat(finding.table()).isEqualTo(Optional.empty());
                  assertThat(finding.message())
                      .contains(
                          manifest.archive().name()
                              + " "
                              + manifest.looseEnds().get(0).reason()
                              + bytes);
                });
      }
    }
    assertThat(count).isPositive();
  }
}
