package io.tributary.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.document.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every courier keeps, over a real receiver. */
abstract class CourierContract {
  /** What a partner could put into names and values to do harm. */
  static final String HOSTILE =
      "a\r\nBcc: victim@example.com\r\n\r\n<!channel> <http://x|y> & \"q\" \u202eevil\u0007 객실 🏨";

  /** A courier to a receiver that takes everything. */
  abstract Courier working();

  /** A courier to a receiver that answers that it never will. */
  abstract Courier refused();

  /** A courier to where nobody listens. */
  abstract Courier away();

  /** What the receiver has got, each as one text with all that a person or program may read. */
  abstract List<String> received();

  /** What no log may show. */
  abstract String secret();

  @Test
  void bringsWhatAPersonNeeds() throws InterruptedException {
    Alert alert = Fixture.alert(Severity.ERROR, "null-ratio");

    assertThat(working().deliver(Fixture.message(Message.Kind.RAISED, alert))).isEmpty();

    assertThat(received())
        .singleElement()
        .asString()
        .contains("ERROR overseas-1 2025-03-17 room_rate.price: price: NULL 4.1 %")
        .contains("4.1 %", "0.9 to 1.4 %", "null-ratio")
        .contains("s3://lake/overseas-1/2025-03-17/report.html");
  }

  @Test
  void saysWhatIsOver() throws InterruptedException {
    Alert alert = Fixture.alert(Severity.ERROR, "null-ratio");

    assertThat(working().deliver(Fixture.message(Message.Kind.RESOLVED, alert))).isEmpty();

    assertThat(received())
        .singleElement()
        .asString()
        .contains("RESOLVED overseas-1 2025-03-17 room_rate.price: no longer found: price: NULL");
  }

  @Test
  void bringsHostileTextAsText() throws InterruptedException {
    Alert alert =
        new Alert(
            Severity.CRITICAL,
            HOSTILE,
            Optional.of(HOSTILE),
            Optional.of(HOSTILE),
            HOSTILE + "x".repeat(100_000),
            HOSTILE,
            HOSTILE);

    assertThat(working().deliver(Fixture.message(Message.Kind.RAISED, alert))).isEmpty();

    assertThat(received()).hasSize(1);
    harmless(received().get(0));
    assertThat(received().get(0)).contains("객실 🏨").doesNotContain("\u202e", "\u0007");
  }

  /** That the text has done nothing. */
  abstract void harmless(String message);

  @Test
  void saysWhyItWasNotTakenAndNoSecret() throws InterruptedException {
    Message message =
        Fixture.message(Message.Kind.TEST, Fixture.alert(Severity.WARN, "alert-test"));

    Optional<Courier.Problem> refused = refused().deliver(message);
    Optional<Courier.Problem> away = away().deliver(message);

    assertThat(refused).hasValueSatisfying(why -> assertThat(why.temporary()).isFalse());
    assertThat(away).hasValueSatisfying(why -> assertThat(why.temporary()).isTrue());
    for (Courier courier : List.of(working(), refused(), away())) {
      assertThat(courier.id() + courier.label() + courier + refused + away)
          .doesNotContain(secret());
    }
  }

  @Test
  void isKnownByItsAddressAlone() {
    assertThat(working().id()).isEqualTo(working().id()).isNotEqualTo(away().id());
    assertThat(working().id()).matches("(webhook|email)-[0-9a-f]{8}");
  }
}
