package io.tributary.alert;

import io.tributary.core.config.AlertSpec;
import io.tributary.core.config.AlertSpec.Email;
import io.tributary.core.config.AlertSpec.MailServer;
import io.tributary.core.config.Secret;
import io.tributary.core.document.Severity;
import io.tributary.core.error.ConfigurationException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/** Sends mail by SMTP. */
final class MailCourier implements Courier {
  private static final String TIMEOUT_MILLIS = "10000";
  private static final int SUBJECT = 150;

  private final String label;
  private final Severity least;
  private final Email email;
  private final Optional<SSLSocketFactory> trust;

  MailCourier(int place, AlertSpec spec, Email email) {
    this(place, spec, email, Optional.empty());
  }

  /** With certificates to trust other than this machine's. */
  MailCourier(int place, AlertSpec spec, Email email, Optional<SSLSocketFactory> trust) {
    this.label = "alerts[" + place + "] (email)";
    this.least = spec.severity();
    this.email = email;
    this.trust = trust;
  }

  @Override
  public String id() {
    String address = email.server() + " " + email.to();
    return "email-" + Alert.sha256(address.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Severity least() {
    return least;
  }

  @Override
  public Optional<Problem> deliver(Message message) {
    Session session = Session.getInstance(properties());
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage mail = mail(session, message);
      MailServer server = email.server();
      transport.connect(
          server.host(),
          server.port(),
          email.user().orElse(null),
          email.password().map(Secret::reveal).orElse(null));
      transport.sendMessage(mail, mail.getAllRecipients());
      return Optional.empty();
    } catch (AuthenticationFailedException e) {
      return Optional.of(new Problem("the mail server refuses user or password", false));
    } catch (SendFailedException e) {
      return Optional.of(new Problem("the mail server does not take the addresses", false));
    } catch (MessagingException e) {
      return Optional.of(problem(e));
    } catch (ConfigurationException e) {
      return Optional.of(new Problem(e.getMessage(), false));
    }
  }

  private static Problem problem(MessagingException e) {
    boolean certificate = e.getCause() instanceof SSLException;
    String text = String.valueOf(e.getMessage());
    if (certificate) {
      return new Problem("no trusted TLS with the mail server", false);
    }
    if (text.contains("STARTTLS")) {
      return new Problem(
          "the mail server offers no STARTTLS, without which no user logs in", false);
    }
    // Answers of servers can quote what they were sent.
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new Problem("no mail server took it: " + cause.getClass().getSimpleName(), true);
  }

  private Properties properties() {
    Properties properties = new Properties();
    for (String timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.put("mail.smtp." + timeout, TIMEOUT_MILLIS);
    }
    properties.put("mail.smtp.auth", String.valueOf(email.user().isPresent()));
    properties.put("mail.smtp.ssl.enable", String.valueOf(email.server().tls()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    if (!email.server().tls()) {
      properties.put("mail.smtp.starttls.enable", "true");
      properties.put("mail.smtp.starttls.required", String.valueOf(email.user().isPresent()));
    }
    trust.ifPresent(factory -> properties.put("mail.smtp.ssl.socketFactory", factory));
    return properties;
  }

  private MimeMessage mail(Session session, Message message) throws MessagingException {
    MimeMessage mail = new NamedMail(session, "<" + messageId(message.id()) + ">");
    mail.setFrom(new InternetAddress(email.from(), true));
    for (String address : email.to()) {
      mail.addRecipient(MimeMessage.RecipientType.TO, new InternetAddress(address, true));
    }
    mail.setSubject(PlainText.line(message.headline(), SUBJECT), "UTF-8");
    mail.setSentDate(Date.from(message.time()));
    // Nobody's holiday greeting answers it.
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("References", "<" + messageId(message.thread()) + ">");
    mail.setText(message.headline() + "\n\n" + message.details(), "UTF-8");
    mail.saveChanges();
    return mail;
  }

  /** Of letters and digits only: keys have the partner's names in them. */
  private static String messageId(String id) {
    return Alert.sha256(id.getBytes(StandardCharsets.UTF_8)).substring(0, 32) + "@tributary";
  }

  /** A mail whose id is ours: the same mail again has the same. */
  private static final class NamedMail extends MimeMessage {
    private final String id;

    NamedMail(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
