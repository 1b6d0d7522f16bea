package io.tributary.transfer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.config.SourceSpec;
import io.tributary.core.error.PermissionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract over Debian's OpenSSH server, as this user, on a port of its own. */
class OpenSshSourceIT extends DirectoryContract {
  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  private Process process;
  private int port;
  private Path keys;
  private DeliverySource source;

  @BeforeEach
  void start() throws Exception {
    boolean there = Files.isExecutable(SSHD);
    if ("true".equals(System.getenv("CI"))) {
      Assertions.assertTrue(there, "openssh-server is not installed");
    }
    Assumptions.assumeTrue(there, "openssh-server is not installed: apt-get install it");
    Files.createDirectories(directory.resolve("in"));
    keys = Files.createDirectory(directory.resolve("keys"));
    key("host");
    key("user");
    Files.copy(keys.resolve("user.pub"), keys.resolve("authorized_keys"));
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Files.createDirectories(Path.of("/run/sshd"));
    Path config =
        Files.write(
            keys.resolve("sshd_config"),
            List.of(
                "ListenAddress 127.0.0.1",
                "Port " + port,
                "HostKey " + keys.resolve("host"),
                "PidFile none",
                "AuthorizedKeysFile " + keys.resolve("authorized_keys"),
                "StrictModes no",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "UsePAM no",
                "Subsystem sftp internal-sftp"));
    process =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(keys.resolve("log").toFile())
            .start();
    awaitPort();
    source = open("in", keys.resolve("user"));
  }

  @AfterEach
  void stop() throws Exception {
    if (process != null) {
      source.close();
      process.destroy();
      process.waitFor();
    }
  }

  @Override
  DeliverySource source() {
    return source;
  }

  @Override
  DeliverySource elsewhere() {
    return open("nowhere", keys.resolve("user"));
  }

  @Test
  void aWrongKeyIsRefused() throws Exception {
    key("stranger");
    try (DeliverySource stranger = open("in", keys.resolve("stranger"))) {
      assertThatThrownBy(stranger::list).isInstanceOf(PermissionException.class);
    }
  }

  /** What a large partner's directory looks like. */
  @Test
  void fortyThousandEntriesAreListed() throws IOException {
    byte[] bytes = new byte[1];
    for (int i = 0; i < 40_000; i++) {
      put(String.format("batch-%05d.tar.gz", i), bytes);
    }
    assertThat(source.list()).hasSize(40_000);
  }

  private DeliverySource open(String folder, Path privateKey) {
    try {
      String hostKey = Files.readString(keys.resolve("host.pub"));
      Path known =
          Files.writeString(keys.resolve("known_hosts"), "[127.0.0.1]:" + port + " " + hostKey);
      SourceSpec spec =
          Specs.sftp(
              "sftp://"
                  + System.getProperty("user.name")
                  + "@127.0.0.1:"
                  + port
                  + directory
                  + "/"
                  + folder,
              known,
              privateKey,
              null);
      return DeliverySources.open(spec, LocalDate.of(2025, 3, 17), 4);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void key(String name) throws Exception {
    Process made =
        new ProcessBuilder(
                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys.resolve(name).toString())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    Files.setPosixFilePermissions(keys.resolve(name), PosixFilePermissions.fromString("rw-------"));
  }

  private void awaitPort() throws Exception {
    for (int i = 0; i < 200 && process.isAlive(); i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException e) {
        Thread.sleep(25);
      }
    }
    throw new IOException("sshd did not start: " + Files.readString(keys.resolve("log")));
  }
}
