package io.tributary.core.config;

import static io.tributary.core.config.PartnerText.mistakeWith;
import static io.tributary.core.config.PartnerText.mistakes;
import static io.tributary.core.config.PartnerText.readWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.AlertSpec.Email;
import io.tributary.core.config.AlertSpec.Format;
import io.tributary.core.config.AlertSpec.MailServer;
import io.tributary.core.config.AlertSpec.Webhook;
import io.tributary.core.document.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertBlockTest {
  @Test
  void aWebhookIsSlacksUnlessItSaysOtherwise() {
    List<AlertSpec> alerts =
        readWith(
                """
                alerts:
                  - {severity: error, webhook: "${HOOK}"}
                  - {severity: CRITICAL, webhook: "${HOOK}", format: cloudevents}
                """)
            .alerts();

    assertThat(alerts)
        .extracting(AlertSpec::severity)
        .containsExactly(Severity.ERROR, Severity.CRITICAL);
    assertThat(alerts)
        .extracting(alert -> ((Webhook) alert.receiver()).format())
        .containsExactly(Format.SLACK, Format.CLOUDEVENTS);
  }

  @Test
  void mailHasASenderReceiversAndAServer() {
    List<AlertSpec> alerts =
        readWith(
                """
                alerts:
                  - severity: warn
                    email:
                      to: [ops@example.com, "o'brien+data@mail.example.com"]
                      from: tributary@example.com
                      smtp: smtps://mail.example
                      user: tributary
                      password: "${PASSWORD}"
                  - severity: warn
                    email: {to: [a@b], from: c@d, smtp: "smtp://[::1]:2525"}
                """)
            .alerts();

    Email first = (Email) alerts.get(0).receiver();
    assertThat(first.to()).containsExactly("ops@example.com", "o'brien+data@mail.example.com");
    assertThat(first.from()).isEqualTo("tributary@example.com");
    assertThat(first.server()).isEqualTo(new MailServer("mail.example", 465, true));
    assertThat(first.user()).contains("tributary");
    assertThat(first.password().orElseThrow().reveal()).isEqualTo("hunter2");
    assertThat(first.toString()).doesNotContain("hunter2");
    Email second = (Email) alerts.get(1).receiver();
    assertThat(second)
        .isEqualTo(
            new Email(
                List.of("a@b"),
                "c@d",
                new MailServer("[::1]", 2525, false),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void wrongReceiversAreAllNamed() {
    assertThat(
            mistakes(
                PartnerText.LEAST
                    + """
                    alerts:
                      - {severity: errror, webhook: "${HOOK}"}
                      - {webhook: "${NOT_SET}"}
                      - {severity: warn, webhook: nowhere}
                      - {severity: warn}
                      - text
                      - {severity: warn, webhook: "${HOOK}", email: {to: [], from: a@b, smtp: x}}
                      - {severity: warn, format: slack, email: {to: [a@b]}}
                    """))
        .containsExactly(
            "5: alerts[0].severity: 'errror' is not known here; did you mean error?",
            "6: alerts[1].severity: is missing; From which severity on: `warn`, `error` or"
                + " `critical`.",
            "6: alerts[1].webhook: the value needs the environment variable NOT_SET, which is not"
                + " set; set it, or write ${NOT_SET:-text}",
            "7: alerts[2].webhook: the value is no web address; write ${NAME} of one such as"
                + " https://host/path",
            "8: alerts[3].webhook: is missing; write webhook or email: who is told",
            "9: alerts[4]: 'text' is one value; write 'key: value' pairs",
            "10: alerts[5].email.to: names nobody; write [name@example.com]",
            "10: alerts[5].email.smtp: 'x' is no mail server; write smtp://host:587 or"
                + " smtps://host:465, nothing behind it",
            "10: alerts[5].email: is one too many beside webhook; write an entry of its own for it",
            "11: alerts[6].email.from: is missing; The sender's address.",
            "11: alerts[6].email.smtp: is missing; The mail server: `smtp://host:587` (TLS by"
                + " STARTTLS where it is offered, and always with a user) or `smtps://host:465`.",
            "11: alerts[6].format: is for a webhook only; remove it");
    assertThat(mistakeWith("alerts: {severity: warn}\n"))
        .isEqualTo("4: alerts: is a mapping; write a list, such as [a, b]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "from: \"a@b\\nBcc: c@d\" | from: 'a@b?Bcc: c@d' is no mail address; write one such as"
            + " name@example.com",
        "from: nobody | from: 'nobody' is no mail address; write one such as name@example.com",
        "smtp: \"smtp://u:hunter2@h\" | smtp: 'smtp://***@h' has a user in it; write user and"
            + " password: ${NAME} or password-file beside it",
        "smtp: \"smtp://h:99999\" | smtp: 'smtp://h:99999' has a wrong port; write a number from 1"
            + " to 65535, such as 587",
        "user: me | user: has no password; write password: ${NAME} or password-file",
        "password: x | password: has no user; write user, or remove it",
        "password-file: x | password-file: has no user; write user, or remove it",
      })
  void mailThatIsRefused(String line, String wrong) {
    String key = line.substring(0, line.indexOf(':'));
    StringBuilder email = new StringBuilder("  email:\n    to: [a@b]\n");
    for (String other : List.of("from: a@b", "smtp: smtp://h")) {
      if (!other.startsWith(key + ":")) {
        email.append("    ").append(other).append('\n');
      }
    }
    String mistake = mistakeWith("alerts:\n- severity: warn\n" + email + "    " + line + "\n");
    assertThat(mistake).endsWith("alerts[0].email." + wrong).doesNotContain("hunter2");
  }
}
