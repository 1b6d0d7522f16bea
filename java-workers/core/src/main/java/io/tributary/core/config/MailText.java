package io.tributary.core.config;

import io.tributary.core.config.AlertSpec.MailServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parsers of what mail needs. */
final class MailText {
  private static final Pattern SERVER =
      Pattern.compile("(smtps?)://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)(?::([0-9]{1,5}))?/?");
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

  private MailText() {}

  /** A plain address: nothing that could begin another header. */
  static String address(String text) throws RefusedValue {
    if (!ADDRESS.matcher(text).matches()) {
      throw new RefusedValue("is no mail address", "write one such as name@example.com");
    }
    return text;
  }

  /** A mail server; without a port the usual one: 587 after {@code smtp}, 465 after smtps. */
  static MailServer server(String text) throws RefusedValue {
    if (text.indexOf('@') >= 0) {
      throw new RefusedValue(
          "has a user in it", "write user and password: ${NAME} or password-file beside it");
    }
    Matcher matcher = SERVER.matcher(text);
    if (!matcher.matches()) {
      throw new RefusedValue(
          "is no mail server", "write smtp://host:587 or smtps://host:465, nothing behind it");
    }
    boolean tls = matcher.group(1).equals("smtps");
    int port = tls ? 465 : 587;
    if (matcher.group(3) != null) {
      port = Integer.parseInt(matcher.group(3));
    }
    if (port < 1 || port > 65535) {
      throw new RefusedValue("has a wrong port", "write a number from 1 to 65535, such as 587");
    }
    return new MailServer(matcher.group(2), port, tls);
  }
}
