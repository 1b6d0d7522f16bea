package io.tributary.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * A partner's SFTP server over one directory, by Apache MINA. {@link #USER} logs in with a key,
 * {@link #PASSWORD_USER} with a password; nobody gets a shell.
 */
final class SftpServer implements Closeable {
  static final String USER = "tributary";
  static final String PASSWORD_USER = "tributary-password";

  private final SshServer server;

  private SftpServer(SshServer server) {
    this.server = server;
  }

  static SftpServer start(
      String bind, int port, Path root, KeyPair hostKey, KeyPair userKey, String password)
      throws IOException {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost(bind);
    server.setPort(port);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator(
        (user, key, session) ->
            user.equals(USER) && KeyUtils.compareKeys(key, userKey.getPublic()));
    server.setPasswordAuthenticator(
        (user, given, session) -> user.equals(PASSWORD_USER) && given.equals(password));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    try {
      server.start();
    } catch (BindException e) {
      throw new EmbeddedException(
          "Port " + port + " of " + bind + " is in use; free it, or choose another --sftp-port", e);
    }
    return new SftpServer(server);
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
