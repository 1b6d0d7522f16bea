package io.tributary.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.QualitySpec;
import io.tributary.core.document.Band;
import io.tributary.core.document.ColumnMetrics;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Column;
import io.tributary.core.document.TableMetadata.Counts;
import io.tributary.core.document.TableMetadata.Origin;
import io.tributary.quality.SyntheticTable.Memory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules on a history of eight even weeks, judged on a Monday. */
class TrendRulesTest {
  private static final LocalDate MONDAY = LocalDate.of(2025, 3, 17);

  @Test
  void anOrdinaryDayIsNoNews() {
    assertThat(findings(facts(10_000, 100, 500, 12.5, history(56)))).isEmpty();
  }

  @Test
  void fewerRowsThanUsualAreToldWithTheBand() {
    Finding finding = only(facts(7_000, 70, 500, 12.5, history(56)));

    assertThat(finding.rule()).isEqualTo("row-count");
    assertThat(finding.severity()).isEqualTo(Severity.WARN);
    assertThat(finding.message()).isEqualTo("30 % fewer rows than usual on a Monday");
    assertThat(finding.actual()).isEqualTo("7,000 rows");
    assertThat(finding.expected()).isEqualTo("9,000 to 11,000 rows");
    assertThat(finding.metric()).contains("merged");
    assertThat(finding.value()).contains(7_000.0);
    assertThat(finding.band())
        .contains(new Band(Optional.of(9_000.0), Optional.of(10_000.0), Optional.of(11_000.0)));
  }

  @Test
  void anEmptyTableIsAnError() {
    List<Finding> findings = findings(facts(0, 0, 0, 0, history(56)));

    assertThat(findings).extracting(Finding::rule).containsExactly("expected-table", "row-count");
    assertThat(findings.get(1).severity()).isEqualTo(Severity.ERROR);
    assertThat(findings.get(1).message()).isEqualTo("empty today");
  }

  @Test
  void moreNullsThanUsualAreTold() {
    Finding finding = only(facts(10_000, 410, 500, 12.5, history(56)));

    assertThat(finding.rule()).isEqualTo("null-ratio");
    assertThat(finding.column()).contains("price");
    assertThat(finding.message()).isEqualTo("NULL 4.1 %, usually 0 % to 2.0 %");
    assertThat(finding.metric()).contains("null-ratio");
    assertThat(finding.value()).contains(0.041);
  }

  @Test
  void otherValuesThanUsualAreTold() {
    assertThat(only(facts(10_000, 100, 100, 12.5, history(56))).message())
        .isEqualTo("distinct values 100, usually 350 to 650");
    assertThat(only(facts(10_000, 100, 500, 1_250, history(56))).message())
        .isEqualTo("mean 1250, usually 11.25 to 13.75");
  }

  @Test
  void aSlowRiseOfNullsIsADriftThatIsToldOnce() {
    List<Finding> told = new ArrayList<>();
    Memory history = new Memory();
    for (int back = 56; back > 0; back--) {
      history.on(MONDAY.minusDays(back));
      TableFacts day = facts(10_000, 100 + 8 * Math.max(0, 11 - back), 500, 12.5, history);
      findings(day).stream().filter(one -> one.severity() != Severity.OK).forEach(told::add);
      history.remember(day);
    }
    List<Finding> today = findings(facts(10_000, 190, 500, 12.5, history.on(MONDAY)));

    assertThat(told).hasSize(1);
    assertThat(told.get(0).rule()).isEqualTo("drift");
    assertThat(told.get(0).column()).contains("price");
    assertThat(told.get(0).message()).startsWith("NULL drift: about 1.5 % of late");
    assertThat(told.get(0).metric()).contains("null-ratio");
    assertThat(told.get(0).band()).isPresent();
    // It goes on, which is a note.
    assertThat(today).hasSize(1);
    assertThat(today.get(0).severity()).isEqualTo(Severity.OK);
    assertThat(today.get(0).message())
        .startsWith("NULL drift: about 1.6 % of late")
        .endsWith("as on the day before");
  }

  @Test
  void saysOnceThatThereIsTooLittleHistory() {
    List<Finding> findings =
        QualityJudge.standard().judge(facts(10, 9, 9, 1, history(14))).quality().findings();

    assertThat(findings)
        .extracting(Finding::message)
        .containsExactly("not enough history: no earlier day");
  }

  @Test
  void thresholdsAreThePartners() {
    QualitySpec loose = new QualitySpec(true, 0.3, 0.05, 3.5, 56, QualitySpec.DEFAULT.slo());

    assertThat(
            QualityJudge.of(loose, Optional.empty())
                .judge(facts(10_000, 410, 500, 12.5, history(56)))
                .quality()
                .findings())
        .isEmpty();
  }

  private static Memory history(int days) {
    Memory history = new Memory();
    for (int back = days; back > 0; back--) {
      history.on(MONDAY.minusDays(back));
      history.remember(facts(10_000, 100, 500, 12.5, history));
    }
    return history.on(MONDAY);
  }

  private static TableFacts facts(
      long rows, long nulls, long distinct, double mean, History history) {
    ColumnMetrics metrics =
        new ColumnMetrics(
            rows - nulls,
            distinct,
            Optional.empty(),
            Optional.empty(),
            Optional.of(mean),
            rows - nulls,
            1,
            9,
            Optional.of(5.0));
    return new TableFacts(
        "room_rate",
        true,
        new Counts(1, 1, rows, rows, 0, 0, Optional.empty(), Optional.empty(), 0, 0, 0),
        List.of(
            new Column(
                "price", Origin.BASELINE, 1, nulls, 0, Map.of(), rows, Optional.of(metrics))),
        new TableMetadata.Drift(Optional.empty(), List.of(), 0),
        Map.of(),
        Optional.empty(),
        Map.of(),
        List.of(),
        Map.of(),
        history);
  }

  private static List<Finding> findings(TableFacts facts) {
    return QualityJudge.standard().judge(facts).quality().findings();
  }

  private static Finding only(TableFacts facts) {
    List<Finding> findings =
        findings(facts).stream().filter(one -> one.severity() != Severity.OK).toList();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
