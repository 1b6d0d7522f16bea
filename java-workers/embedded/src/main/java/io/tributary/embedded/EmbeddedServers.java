package io.tributary.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The SFTP and the S3 server over one state directory, started side by side. */
final class EmbeddedServers implements AutoCloseable {
  private final StateDirectory state;
  private final SftpServer sftp;
  private final S3Server s3;
  private final ServerAddresses addresses;

  private EmbeddedServers(
      StateDirectory state, SftpServer sftp, S3Server s3, ServerAddresses addresses) {
    this.state = state;
    this.sftp = sftp;
    this.s3 = s3;
    this.addresses = addresses;
  }

  static EmbeddedServers start(Path directory, String bind, int sftpPort, int s3Port, String bucket)
      throws Exception {
    StateDirectory state = StateDirectory.open(directory);
    try {
      return start(state, bind, sftpPort, s3Port, bucket);
    } catch (Exception e) {
      state.close();
      throw e;
    }
  }

  ServerAddresses addresses() {
    return addresses;
  }

  @Override
  public void close() throws IOException {
    try (state;
        s3;
        sftp) {
      // Closed in the reverse order, each even when another fails.
    }
  }

  private static EmbeddedServers start(
      StateDirectory state, String bind, int sftpPort, int s3Port, String bucket) throws Exception {
    Secrets secrets = Secrets.loadOrCreate(state.secrets());
    CompletableFuture<S3Server> s3 =
        CompletableFuture.supplyAsync(() -> startS3(bind, s3Port, state.s3Root(), secrets, bucket));
    SftpServer sftp = null;
    try {
      KeyPair hostKey = SshKeys.loadOrCreate(state.hostKey());
      KeyPair userKey = SshKeys.loadOrCreate(state.userKey());
      sftp =
          SftpServer.start(
              bind, sftpPort, state.sftpRoot(), hostKey, userKey, secrets.sftpPassword());
      Files.writeString(state.knownHosts(), SshKeys.knownHost(bind, sftp.port(), hostKey));
      S3Server s3Server = s3.join();
      return new EmbeddedServers(
          state,
          sftp,
          s3Server,
          ServerAddresses.of(state, bind, sftp.port(), s3Server.endpoint(), bucket, secrets));
    } catch (Exception e) {
      if (sftp != null) {
        sftp.close();
      }
      s3.handle((server, failure) -> closed(server)).join();
      throw e instanceof CompletionException && e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static S3Server startS3(
      String bind, int port, Path root, Secrets secrets, String bucket) {
    try {
      return S3Server.start(bind, port, root, secrets, bucket);
    } catch (Exception e) {
      throw e instanceof RuntimeException known ? known : new CompletionException(e);
    }
  }

  private static boolean closed(S3Server server) {
    if (server == null) {
      return false;
    }
    try {
      server.close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
