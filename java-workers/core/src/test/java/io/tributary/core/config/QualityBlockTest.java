package io.tributary.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
