package io.tributary.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.core.document.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A message as an event of CloudEvents 1.0, in structured mode. {@code type} is {@code
 * io.tributary.alert.} and {@code raised}, {@code resolved} or {@code test}; {@code source} is
 * {@code /tributary/} and the partner; {@code subject} is the date, and the table and column behind
 * slashes; {@code source} and {@code id} together are the same whenever the same message is sent
 * again.
 */
record CloudEvent(
    String specversion,
    String id,
    String source,
    String type,
    String subject,
    Instant time,
    String datacontenttype,
    Data data) {

  /** What happened. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Data(
      String partner,
      LocalDate date,
      String severity,
      String rule,
      Optional<String> table,
      Optional<String> column,
      String message,
      String actual,
      String expected,
      String report) {}

  static String of(Message message) {
    Alert alert = message.alert();
    StringBuilder subject = new StringBuilder(message.date().toString());
    alert.table().ifPresent(table -> subject.append('/').append(table));
    alert.column().ifPresent(column -> subject.append('/').append(column));
    return Json.line(
        new CloudEvent(
            "1.0",
            message.id(),
            "/tributary/" + message.partner(),
            "io.tributary.alert." + message.kind().word(),
            PlainText.line(subject.toString(), PlainText.SENTENCE),
            message.time(),
            "application/json",
            new Data(
                message.partner(),
                message.date(),
                message.severity(),
                alert.rule(),
                alert.table(),
                alert.column(),
                PlainText.line(alert.message(), PlainText.SENTENCE),
                PlainText.line(alert.actual(), PlainText.SENTENCE),
                PlainText.line(alert.expected(), PlainText.SENTENCE),
                message.report())));
  }
}
