package io.tributary.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.core.config.AlertSpec;
import io.tributary.core.config.AlertSpec.Email;
import io.tributary.core.config.AlertSpec.MailServer;
import io.tributary.core.config.Secret;
import io.tributary.core.document.Severity;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailCourierTest extends CourierContract {
  @TempDir Path folder;
  private MailServerFixture server;

  @BeforeEach
  void start() {
    server = MailServerFixture.open();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Email email(int port, String to, Optional<String> password) {
    return new Email(
        List.of(to, "b@example.com"),
        "tributary@example.com",
        new MailServer("127.0.0.1", port, false),
        password.map(any -> MailServerFixture.USER),
        password.map(Secret::new));
  }

  private static Courier courier(Email email) {
    return new MailCourier(1, new AlertSpec(Severity.WARN, email), email);
  }

  private static Courier trusting(MailServerFixture server, Email email) {
    return new MailCourier(
        1, new AlertSpec(Severity.WARN, email), email, Optional.of(server.trust()));
  }

  private static Message message() {
    return Fixture.message(Message.Kind.RAISED, Fixture.alert(Severity.ERROR, "null-ratio"));
  }

  @Override
  Courier working() {
    return courier(email(server.port(), "a@example.com", Optional.empty()));
  }

  @Override
  Courier refused() {
    return courier(email(server.port(), "nobody@example.com", Optional.empty()));
  }

  @Override
  Courier away() {
    return courier(email(1, "a@example.com", Optional.of(secret())));
  }

  @Override
  String secret() {
    return MailServerFixture.PASSWORD;
  }

  @Override
  List<String> received() {
    return server.mails().stream()
        .map(
            mail -> {
              try {
                MimeMessage read = read(mail);
                return read.getSubject() + "\n" + read.getContent();
              } catch (IOException | MessagingException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  private static MimeMessage read(String mail) throws MessagingException {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  void harmless(String message) {
    assertThat(server.recipients()).containsExactly("a@example.com", "b@example.com");
    String mail = server.mails().get(0);
    String head = mail.substring(0, mail.indexOf("\r\n\r\n"));
    assertThat(head.lines()).noneMatch(line -> line.startsWith("Bcc"));
    assertThat(message.lines()).noneMatch(line -> line.startsWith("Bcc"));
    assertThat(message.length()).isLessThan(6000);
  }

  @Test
  void theSameMessageHasTheSameIdAndThreadsWithOthersOfItsFinding() throws Exception {
    working().deliver(message());
    working().deliver(message());
    working()
        .deliver(
            Fixture.message(Message.Kind.RESOLVED, Fixture.alert(Severity.ERROR, "null-ratio")));

    MimeMessage first = read(server.mails().get(0));
    MimeMessage again = read(server.mails().get(1));
    MimeMessage resolved = read(server.mails().get(2));
    assertThat(first.getMessageID()).isEqualTo(again.getMessageID()).endsWith("@tributary>");
    assertThat(resolved.getMessageID()).isNotEqualTo(first.getMessageID());
    assertThat(resolved.getHeader("References")).isEqualTo(first.getHeader("References"));
    assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void aUserLogsInAfterStartTls() throws InterruptedException {
    try (MailServerFixture strict = MailServerFixture.withLogin(folder)) {
      Email right = email(strict.port(), "a@example.com", Optional.of(secret()));
      assertThat(trusting(strict, right).deliver(message())).isEmpty();
      assertThat(strict.mails()).hasSize(1);

      Email wrong = email(strict.port(), "a@example.com", Optional.of("guess"));
      assertThat(trusting(strict, wrong).deliver(message()))
          .contains(new Courier.Problem("the mail server refuses user or password", false));
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() throws InterruptedException {
    try (MailServerFixture strict = MailServerFixture.withLogin(folder)) {
      Email right = email(strict.port(), "a@example.com", Optional.of(secret()));
      assertThat(courier(right).deliver(message()))
          .contains(new Courier.Problem("no trusted TLS with the mail server", false));
      assertThat(strict.mails()).isEmpty();
    }
  }

  @Test
  void noPasswordGoesOverAnOpenLine() throws InterruptedException {
    try (MailServerFixture naked = MailServerFixture.withNakedLogin()) {
      Email right = email(naked.port(), "a@example.com", Optional.of(secret()));
      assertThat(courier(right).deliver(message()))
          .hasValueSatisfying(why -> assertThat(why.text()).contains("no STARTTLS"));
      assertThat(naked.mails()).isEmpty();
    }
  }

  @Test
  void aPasswordFileThatIsNotThereIsSaid() throws InterruptedException {
    Email missing =
        new Email(
            List.of("a@example.com"),
            "t@example.com",
            new MailServer("127.0.0.1", server.port(), false),
            Optional.of("u"),
            Optional.of(Secret.inFile(folder.resolve("none"))));
    assertThat(courier(missing).deliver(message()))
        .hasValueSatisfying(why -> assertThat(why.text()).contains("none"));
  }
}
