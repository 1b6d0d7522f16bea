package io.tributary.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on the loopback interface that keeps what it is sent. */
final class MailServerFixture implements AutoCloseable {
  static final String USER = "tributary";
  static final String PASSWORD = "hunter2";

  private final SMTPServer server;
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> recipients = new CopyOnWriteArrayList<>();
  private final Optional<SSLContext> tls;

  /** Takes mail from everybody, and shows its certificate to nobody. */
  static MailServerFixture open() {
    return new MailServerFixture(Optional.empty(), false);
  }

  /** Takes mail from users who log in after STARTTLS. */
  static MailServerFixture withLogin(Path folder) {
    return new MailServerFixture(Optional.of(certificate(folder)), true);
  }

  /** Lets users log in, but offers no TLS to hide it. */
  static MailServerFixture withNakedLogin() {
    return new MailServerFixture(Optional.empty(), true);
  }

  private MailServerFixture(Optional<SSLContext> tls, boolean login) {
    this.tls = tls;
    SMTPServer.Builder builder =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandlerFactory(Handler::new);
    tls.ifPresent(context -> builder.startTlsSocketFactory(context).enableTLS(true));
    if (login) {
      builder.authenticationHandlerFactory(
          new EasyAuthenticationHandlerFactory(
              (user, password, context) -> {
                if (!user.equals(USER) || !password.equals(PASSWORD)) {
                  throw new LoginFailedException();
                }
              }));
    }
    server = builder.build();
    server.start();
  }

  int port() {
    return server.getPortAllocated();
  }

  /** What trusts the server's certificate. */
  SSLSocketFactory trust() {
    return tls.orElseThrow().getSocketFactory();
  }

  /** The mails as they came, headers and all. */
  List<String> mails() {
    return List.copyOf(mails);
  }

  /** To whom they were sent, as the server was told. */
  List<String> recipients() {
    return List.copyOf(recipients);
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Handler implements MessageHandler {
    Handler(MessageContext context) {}

    @Override
    public void from(String from) {}

    @Override
    public void recipient(String recipient) throws RejectException {
      if (recipient.startsWith("nobody@")) {
        throw new RejectException(550, "no such user here");
      }
      recipients.add(recipient);
    }

    @Override
    public String data(InputStream data) {
      try {
        mails.add(new String(data.readAllBytes(), UTF_8));
        return null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void done() {}
  }

  /** A certificate for localhost that signs itself, made by the JDK's own tool. */
  private static SSLContext certificate(Path folder) {
    Path file = folder.resolve("mail.p12");
    try {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "mail",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "SAN=dns:localhost,ip:127.0.0.1",
                  "-storepass",
                  "changeit",
                  "-keystore",
                  file.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (keytool.waitFor() != 0) {
        throw new AssertionError("keytool failed");
      }
      KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, "changeit".toCharArray());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("mail", store.getCertificate("mail"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
