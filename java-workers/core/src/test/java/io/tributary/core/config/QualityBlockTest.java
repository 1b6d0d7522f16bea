package io.tributary.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is measured and how strictly it is judged: a table's block stands on the partner's. */
class QualityBlockTest {
  private static final String REQUIRED =
      """
      partner: overseas-1
      source: {uri: "file:///in/{date}"}
      storage: file:///out
      """;

  @Test
  void measuresByDefault() {
    PartnerSpec partner = PartnerText.read(REQUIRED);
    assertThat(partner.quality()).isEqualTo(QualitySpec.DEFAULT);
    assertThat(partner.quality("room_rate").metrics()).isTrue();
  }

  @Test
  void aTableDiffersFromItsPartner() {
    PartnerSpec partner =
        PartnerText.read(
            REQUIRED
                + """
                quality: {metrics: false}
                tables:
                  room_rate: {quality: {metrics: true}}
                  hotel: {quality: {}}
                """);
    assertThat(partner.quality("room_rate").metrics()).isTrue();
    assertThat(partner.quality("hotel").metrics()).isFalse();
    assertThat(partner.quality("booking").metrics()).isFalse();
  }

  @Test
  void judgesByDefaults() {
    assertThat(PartnerText.read(REQUIRED).quality())
        .isEqualTo(new QualitySpec(true, 0.3, 0.01, 3.5, 56, new SloSpec(0.95, 0.95, 0.95)));
  }

  @Test
  void everyKeyCanBeSet() {
    PartnerSpec partner =
        PartnerText.read(
            REQUIRED
                + """
                quality:
                  metrics: false
                  row-count-change: 50%
                  null-rise: 0.5%
                  z-score: 4
                  history-days: 28
                  slo: {fresh: 99%, complete: 99.9%, correct: 90%}
                tables:
                  room_rate:
                    quality: {row-count-change: 5%, null-rise: 2%, z-score: 2.5, history-days: 84}
                """);
    SloSpec slo = new SloSpec(0.99, 0.999, 0.9);
    assertThat(partner.quality()).isEqualTo(new QualitySpec(false, 0.5, 0.005, 4, 28, slo));
    assertThat(partner.quality("room_rate"))
        .isEqualTo(new QualitySpec(false, 0.05, 0.02, 2.5, 84, slo));
    assertThat(partner.historyDays()).isEqualTo(84);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "row-count-change: 30 | row-count-change: '30' is no percentage; write one such as 5% or"
            + " 0.5%",
        "row-count-change: 101% | row-count-change: '101%' is out of bounds; write 0% at least and"
            + " 100% at most",
        "null-rise: some | null-rise: 'some' is no percentage; write one such as 5% or 0.5%",
        "z-score: high | z-score: 'high' is no number; write one such as 3 or 3.5",
        "z-score: 0.5 | z-score: '0.5' is out of bounds; write 1 at least and 100 at most",
        "history-days: 7 | history-days: '7' is out of bounds; write a whole number from 21 to 364",
        "history-days: 2.5 | history-days: '2.5' is no whole number; write a whole number from 21"
            + " to 364",
        "'slo: {fresh: 99}' | slo.fresh: '99' is no percentage; write one such as 5% or 0.5%",
        "'slo: {complete: x%}' | slo.complete: 'x%' is no percentage; write one such as 5% or 0.5%",
        "'slo: {correct: 200%}' | slo.correct: '200%' is out of bounds; write 0% at least and 100%"
            + " at most",
      })
  void whatIsNoThresholdIsRefused(String key, String message) {
    assertThat(PartnerText.mistakeWith("quality: {" + key + "}\n"))
        .isEqualTo("4: quality." + message);
  }

  @Test
  void objectivesAreThePartnersAlone() {
    assertThat(PartnerText.mistakeWith("tables: {t: {quality: {slo: {fresh: 99%}}}}\n"))
        .startsWith("4: tables.t.quality.slo: is unknown; ");
  }
}
