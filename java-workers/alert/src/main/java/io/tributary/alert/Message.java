package io.tributary.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/**
 * What is sent to a receiver.
 *
 * @param kind raised, resolved or a test
 * @param id the same whenever the same message is sent again: receivers can drop repeats by it
 * @param thread of all messages on the same finding of the same day
 * @param partner whose day
 * @param date which day
 * @param alert what it is about
 * @param report where the day's page lies
 * @param time when this was first claimed
 */
record Message(
    Kind kind,
    String id,
    String thread,
    String partner,
    LocalDate date,
    Alert alert,
    String report,
    Instant time) {

  /** Why it is sent. */
  enum Kind {
    RAISED,
    RESOLVED,
    TEST;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  String severity() {
    return alert.severity().name().toLowerCase(Locale.ROOT);
  }

  /** One line that says it all. */
  String headline() {
    String what =
        switch (kind) {
          case RAISED -> severity().toUpperCase(Locale.ROOT);
          case RESOLVED -> "RESOLVED";
          case TEST -> "TEST (" + severity() + ")";
        };
    String sentence =
        kind == Kind.RESOLVED ? "no longer found: " + alert.message() : alert.message();
    String place = alert.table().isPresent() ? " " + alert.place() : "";
    return PlainText.line(
        what + " " + partner + " " + date + place + ": " + sentence, PlainText.SENTENCE);
  }

  /** The lines below it. */
  String details() {
    StringBuilder lines = new StringBuilder();
    if (kind != Kind.RESOLVED) {
      line(lines, "is", alert.actual());
      line(lines, "should be", alert.expected());
    }
    line(lines, "rule", alert.rule());
    line(lines, "report", report);
    return lines.toString();
  }

  private static void line(StringBuilder lines, String label, String value) {
    if (!value.isEmpty()) {
      lines.append(label).append(": ").append(PlainText.line(value, PlainText.SENTENCE));
      lines.append('\n');
    }
  }
}
