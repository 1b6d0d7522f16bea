package io.tributary.core.config;

import io.tributary.core.config.AlertSpec.Email;
import io.tributary.core.config.AlertSpec.Format;
import io.tributary.core.config.AlertSpec.MailServer;
import io.tributary.core.config.AlertSpec.Webhook;
import io.tributary.core.document.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads the {@code alerts} block: who is told of what, and how. */
final class AlertReader {
  private static final Key<String> SEVERITY =
      Key.required(
          "severity",
          Kind.of(Scalars.oneOf(List.of("warn", "error", "critical"))),
          "From which severity on: `warn`, `error` or `critical`.");
  private static final Key<Secret> WEBHOOK =
      Key.optional(
          "webhook",
          Kind.secret(AddressText::webhook),
          "The receiver's web address, as `${NAME}` from the environment: it is a secret. Either"
              + " this or `email`.");
  private static final Key<Format> FORMAT =
      Key.of(
          "format",
          Scalars.choice(Format.class),
          "slack",
          "What the webhook is sent: `slack` (JSON with a `text`, for Slack and what is compatible"
              + " with it) or `cloudevents` (CloudEvents 1.0, structured mode).");
  private static final Key<List<String>> TO =
      Key.required("to", Kind.list(MailText::address, Function.identity()), "Who gets the mail.");
  private static final Key<String> FROM =
      Key.required("from", Kind.of(MailText::address), "The sender's address.");
  private static final Key<MailServer> SMTP =
      Key.required(
          "smtp",
          Kind.of(MailText::server),
          "The mail server: `smtp://host:587` (TLS by STARTTLS where it is offered, and always"
              + " with a user) or `smtps://host:465`.");
  private static final Key<String> USER =
      Key.optional("user", Kind.of(Scalars::filled), "Who logs in at the mail server.");
  private static final Key<Secret> PASSWORD =
      Key.optional(
          "password",
          Kind.secret(Scalars::filled),
          "Of the user, as `${NAME}` from the environment.");

  private AlertReader() {}

  /** One entry; relative paths in it start at {@code folder}. */
  static Kind<AlertSpec> kind(Path folder) {
    Key<Path> passwordFile =
        Key.optional(
            "password-file",
            Kind.of(Scalars.path(folder)),
            "A file that holds the password, instead of `password`.");
    Key<Email> email =
        Key.optional(
            "email",
            Kind.block(
                List.of(TO, FROM, SMTP, USER, PASSWORD, passwordFile),
                block -> email(block, passwordFile)),
            "People who get mail. Either this or `webhook`.");
    return Kind.block(List.of(SEVERITY, WEBHOOK, FORMAT, email), block -> alert(block, email));
  }

  private static AlertSpec alert(YamlMapping block, Key<Email> mail) {
    Optional<Secret> webhook = block.find(WEBHOOK);
    Optional<Email> email = block.find(mail);
    if (!block.has(WEBHOOK) && !block.has(mail)) {
      block.refuse(WEBHOOK, "is missing; write webhook or email: who is told");
    }
    if (block.has(WEBHOOK) && block.has(mail)) {
      block.refuse(mail, "is one too many beside webhook; write an entry of its own for it");
    }
    if (block.has(FORMAT) && block.has(mail)) {
      block.refuse(FORMAT, "is for a webhook only; remove it");
    }
    String severity = block.value(SEVERITY);
    Format format = block.value(FORMAT);
    return new AlertSpec(
        severity == null ? null : Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
        webhook
            .<AlertSpec.Receiver>map(address -> new Webhook(address, format))
            .or(() -> email)
            .orElse(null));
  }

  private static Email email(YamlMapping block, Key<Path> passwordFile) {
    if (block.has(PASSWORD) && block.has(passwordFile)) {
      block.refuse(passwordFile, "is one too many beside password; keep one of them");
    }
    boolean secret = block.has(PASSWORD) || block.has(passwordFile);
    if (block.has(USER) && !secret) {
      block.refuse(USER, "has no password; write password: ${NAME} or password-file");
    }
    if (secret && !block.has(USER)) {
      block.refuse(
          block.has(PASSWORD) ? PASSWORD : passwordFile, "has no user; write user, or remove it");
    }
    List<String> to = block.value(TO);
    if (to != null && to.isEmpty() && block.has(TO)) {
      block.refuse(TO, "names nobody; write [name@example.com]");
    }
    return new Email(
        to == null ? List.of() : to,
        block.value(FROM),
        block.value(SMTP),
        block.find(USER),
        block.find(PASSWORD).or(() -> block.find(passwordFile).map(Secret::inFile)));
  }
}
