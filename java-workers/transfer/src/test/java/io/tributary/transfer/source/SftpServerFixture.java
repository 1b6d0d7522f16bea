package io.tributary.transfer.source;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import io.tributary.core.config.SourceSpec;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.AbstractSftpEventListenerAdapter;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server over a directory, with the files that a client needs to log in. */
final class SftpServerFixture implements AutoCloseable {
  static final String PASSWORD = "a planted secret";

  final Path userKey;

  /** Files that are listed and may not be read. */
  final Set<String> denied = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final KeyPair hostKey;
  private final HangingFiles files = new HangingFiles();
  private final SshServer server = SshServer.setUpDefaultServer();

  SftpServerFixture(Path directory, Path root)
      throws IOException, GeneralSecurityException, JSchException {
    this.directory = directory;
    this.hostKey = newKey();
    this.userKey = directory.resolve("user_key");
    com.jcraft.jsch.KeyPair user = writeKey(userKey);
    String known = Base64.getEncoder().encodeToString(user.getPublicKeyBlob());
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator(
        (name, key, session) -> PublicKeyEntry.toString(key).endsWith(known));
    server.setPasswordAuthenticator((name, password, session) -> password.equals(PASSWORD));
    SftpSubsystemFactory sftp =
        new SftpSubsystemFactory.Builder().withFileSystemAccessor(files).build();
    sftp.addSftpEventListener(
        new AbstractSftpEventListenerAdapter() {
          @Override
          public void opening(ServerSession session, String remote, Handle handle)
              throws IOException {
            if (denied.contains(handle.getFile().getFileName().toString())) {
              throw new AccessDeniedException(handle.getFile().toString());
            }
          }
        });
    server.setSubsystemFactories(List.of(sftp));
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    server.start();
  }

  int port() {
    return server.getPort();
  }

  /** A known_hosts file that knows this server at a port, or another one's key. */
  Path knownHosts(int port, KeyPair key) throws IOException {
    Path file = directory.resolve("known_hosts_" + port);
    return Files.writeString(
        file, "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
  }

  SourceSpec spec(int port, String path) throws IOException {
    return Specs.sftp(
        "sftp://tributary@127.0.0.1:" + port + path, knownHosts(port, hostKey), userKey, null);
  }

  /** From now on nothing more is read of files, while the server itself answers. */
  void hang() {
    files.hang();
  }

  /** What a server does with idle connections. */
  void dropConnections() {
    server.getActiveSessions().forEach(session -> session.close(true));
  }

  static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  static com.jcraft.jsch.KeyPair writeKey(Path file) throws JSchException, IOException {
    com.jcraft.jsch.KeyPair key =
        com.jcraft.jsch.KeyPair.genKeyPair(new JSch(), com.jcraft.jsch.KeyPair.ECDSA, 256);
    key.writePrivateKey(file.toString());
    return key;
  }

  @Override
  public void close() throws IOException {
    files.goOn();
    server.stop(true);
  }
}
