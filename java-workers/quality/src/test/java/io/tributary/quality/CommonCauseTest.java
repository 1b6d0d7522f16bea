package io.tributary.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Band;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommonCauseTest {
  @Test
  void manyTablesWithFewerRowsAreOneFinding() {
    List<Finding> findings = findings(0.9, 0.85, 0.88, 0.8);

    List<Finding> folded = CommonCause.fold(findings, 7);

    assertThat(alarms(folded))
        .extracting(Finding::message)
        .containsExactly(
            "4 of 7 tables have fewer rows than usual, by 12 % in the middle: t3 20 %, t1 15 %,"
                + " t2 12 %, t0 10 %");
    assertThat(alarms(folded).get(0).table()).isEmpty();
    assertThat(folded).hasSize(5);
    assertThat(folded.get(4).severity()).isEqualTo(Severity.OK);
    assertThat(folded.get(4).message()).isEqualTo("fewer, as other tables");
    assertThat(folded.get(4).band()).isEqualTo(findings.get(3).band());
  }

  @Test
  void aTableThatLosesFarMoreIsNewsOfItsOwn() {
    assertThat(alarms(CommonCause.fold(findings(0.9, 0.85, 0.88, 0.5), 4)))
        .extracting(Finding::table)
        .containsExactly(Optional.empty(), Optional.of("t3"));
  }

  @Test
  void largeLossesAreFoldedOnlyWhereHalfOfAllTablesHaveThem() {
    assertThat(alarms(CommonCause.fold(findings(0.7, 0.7, 0.7), 6))).hasSize(1);
    assertThat(alarms(CommonCause.fold(findings(0.7, 0.7, 0.7), 9))).hasSize(4);
  }

  @Test
  void fewTablesAndOtherDirectionsHaveNothingInCommon() {
    List<Finding> two = findings(0.9, 0.85);
    assertThat(CommonCause.fold(two, 2)).isEqualTo(two);
    List<Finding> three = findings(0.9, 0.85, 0.8);
    assertThat(CommonCause.fold(three, 10)).isEqualTo(three);
    List<Finding> mixed = findings(0.9, 0.85, 1.2, 1.3);
    assertThat(CommonCause.fold(mixed, 4)).isEqualTo(mixed);
  }

  @Test
  void anEmptyTableIsNeverFolded() {
    Finding empty =
        new Finding(
                Severity.ERROR,
                Optional.of("empty"),
                Optional.empty(),
                "row-count",
                "empty today",
                "0",
                "1,000")
            .measured("merged", 0, band());
    List<Finding> findings = new ArrayList<>(findings(0.9, 0.85, 0.8));
    findings.add(empty);

    assertThat(CommonCause.fold(findings, 4)).contains(empty);
  }

  private static List<Finding> alarms(List<Finding> findings) {
    return findings.stream().filter(one -> one.severity() != Severity.OK).toList();
  }

  /** Findings of tables with so many times their usual rows. */
  private static List<Finding> findings(double... shares) {
    List<Finding> findings = new ArrayList<>();
    for (double share : shares) {
      findings.add(
          new Finding(
                  Severity.WARN,
                  Optional.of("t" + findings.size()),
                  Optional.empty(),
                  "row-count",
                  "fewer",
                  "is",
                  "should be")
              .measured("merged", share * 1_000, band()));
    }
    return findings;
  }

  private static Band band() {
    return new Band(Optional.of(950.0), Optional.of(1_000.0), Optional.of(1_050.0));
  }
}
