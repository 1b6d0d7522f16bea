package io.tributary.alert;

import io.tributary.core.document.AlertState;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What all messages of an attempt share.
 *
 * @param partner whose day
 * @param date which day
 * @param report where the day's page lies
 * @param claim the name of this attempt, and of no other
 * @param now the time
 */
record Template(String partner, LocalDate date, String report, String claim, Instant now) {
  Message message(Message.Kind kind, AlertState state, Alert alert, String suffix) {
    String thread = date + "/" + state.key() + "/" + state.occurrence();
    return new Message(
        kind, thread + "/" + suffix, thread, partner, date, alert, report, state.raised());
  }
}
