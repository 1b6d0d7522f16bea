package io.tributary.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Properties;

/** The generated passwords of one pair of servers, readable by their owner only. */
record Secrets(String accessKeyId, String secretAccessKey, String sftpPassword) {
  static Secrets loadOrCreate(Path file) throws IOException {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      }
    } else {
      properties.setProperty("accessKeyId", "TRIBUTARY" + random(6).toUpperCase(Locale.ROOT));
      properties.setProperty("secretAccessKey", random(20));
      properties.setProperty("sftpPassword", random(12));
      try (OutputStream out = SshKeys.privateFile(file)) {
        properties.store(out, null);
      }
    }
    return new Secrets(
        properties.getProperty("accessKeyId"),
        properties.getProperty("secretAccessKey"),
        properties.getProperty("sftpPassword"));
  }

  @Override
  public String toString() {
    return "Secrets[hidden]";
  }

  private static String random(int bytes) {
    byte[] value = new byte[bytes];
    new SecureRandom().nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
