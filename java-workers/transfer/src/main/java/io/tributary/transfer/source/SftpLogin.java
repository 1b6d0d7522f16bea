package io.tributary.transfer.source;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.tributary.core.config.SourceSpec;
import io.tributary.core.error.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Logs in to an SFTP server: only one whose host key is in the known_hosts file, with a key or a
 * password. Whatever is asked of it, an answer comes within {@code source.timeout} or the
 * connection is given up.
 */
final class SftpLogin {
  private static final int USUAL_PORT = 22;
  private static final Duration CONNECT = Duration.ofSeconds(20);

  /** Signs of life that are asked for, and not answered, until the connection counts as broken. */
  private static final int SIGNS = 3;

  private final SourceAddress address;
  private final SourceSpec spec;
  private final JSch jsch = new JSch();
  private boolean prepared;

  SftpLogin(SourceAddress address, SourceSpec spec) {
    this.address = address;
    this.spec = spec;
  }

  /**
   * Connects.
   *
   * @throws IOException when another attempt can help
   */
  SftpConnection connect() throws IOException {
    prepare();
    Session session = null;
    try {
      session =
          jsch.getSession(
              address.user().orElse(""), address.host(), address.port().orElse(USUAL_PORT));
      session.setConfig("StrictHostKeyChecking", "yes");
      session.setConfig(
          "PreferredAuthentications",
          spec.privateKey().isPresent() ? "publickey" : "password,keyboard-interactive");
      if (spec.password().isPresent()) {
        String password = spec.password().get().reveal();
        session.setPassword(password.getBytes(StandardCharsets.UTF_8));
        session.setUserInfo(new PasswordPrompt(password));
      }
      int silence = (int) spec.timeout().toMillis();
      int connect = Math.min(silence, (int) CONNECT.toMillis());
      session.setServerAliveInterval(Math.max(1, silence / (SIGNS + 1)));
      session.setServerAliveCountMax(SIGNS);
      session.connect(connect);
      ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
      channel.setFilenameEncoding(StandardCharsets.UTF_8);
      SftpReadAhead.on(channel);
      channel.connect(connect);
      return new SftpConnection(address, session, channel, spec.timeout());
    } catch (JSchException e) {
      if (session != null) {
        session.disconnect();
      }
      throw SftpFailure.connecting(address, spec, e);
    }
  }

  private synchronized void prepare() {
    if (prepared) {
      return;
    }
    try {
      Path knownHosts =
          spec.knownHosts()
              .orElseThrow(
                  () -> new ConfigurationException("source.known-hosts is missing; write it"));
      requireReadable("source.known-hosts", knownHosts);
      jsch.setKnownHosts(knownHosts.toString());
      if (spec.privateKey().isPresent()) {
        String key = spec.privateKey().get().toString();
        requireReadable("source.private-key", spec.privateKey().get());
        jsch.addIdentity(
            key,
            spec.passphrase()
                .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
                .orElse(null));
      }
      prepared = true;
    } catch (JSchException e) {
      throw new ConfigurationException(
          "cannot use source.known-hosts or source.private-key: " + e.getMessage(), e);
    }
  }

  /** The library takes a file that is not there for an empty one. */
  private static void requireReadable(String key, Path file) {
    if (!Files.isReadable(file)) {
      throw new ConfigurationException(
          key + ": the file " + file + " is not there or not readable; mount it or correct it");
    }
  }
}
