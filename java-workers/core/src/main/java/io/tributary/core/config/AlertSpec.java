package io.tributary.core.config;

import io.tributary.core.document.Severity;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code alerts}: whom to tell, and from which severity on.
 *
 * <pre>{@code
 * alerts:
 *   - {severity: error, webhook: "${ALERT_WEBHOOK}"}
 *   - {severity: critical, webhook: "${EVENTS_WEBHOOK}", format: cloudevents}
 *   - severity: warn
 *     email: {to: [data@example.com], from: tributary@example.com, smtp: "smtp://mail.example:587"}
 * }</pre>
 *
 * @param severity the least that this receiver is told of
 * @param receiver who that is
 */
public record AlertSpec(Severity severity, Receiver receiver) {
  /** How a receiver is reached. */
  public sealed interface Receiver {}

  /**
   * A web address that takes messages by POST.
   *
   * @param address which is a secret: who knows it can write there
   * @param format of what is posted
   */
  public record Webhook(Secret address, Format format) implements Receiver {}

  /** What a webhook is sent. */
  public enum Format {
    /** JSON whose {@code text} Slack and services compatible with it show. */
    SLACK,
    /** An event of CloudEvents 1.0 in structured mode. */
    CLOUDEVENTS
  }

  /**
   * People who read mail.
   *
   * @param to their addresses
   * @param from the sender's address
   * @param server the mail server
   * @param user to log in with; empty for servers that know their network
   * @param password of the user
   */
  public record Email(
      List<String> to,
      String from,
      MailServer server,
      Optional<String> user,
      Optional<Secret> password)
      implements Receiver {
    public Email {
      to = List.copyOf(to);
    }
  }

  /**
   * A mail server.
   *
   * @param host its name
   * @param port to connect to
   * @param tls whether TLS comes first ({@code smtps://}); else it begins by STARTTLS, where the
   *     server offers it, and has to when a user logs in
   */
  public record MailServer(String host, int port, boolean tls) {}
}
