package io.tributary.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server seen by the client that the workers use, with strict host keys. */
class SftpServerTest {
  @TempDir static Path directory;
  private static EmbeddedServers servers;

  @BeforeAll
  static void start() throws Exception {
    servers = EmbeddedServers.start(directory, "127.0.0.1", 0, 0, "tributary-demo");
    Path outbound = Files.createDirectories(directory.resolve("sftp/outbound"));
    Files.writeString(outbound.resolve("hello.txt"), "안녕");
  }

  @AfterAll
  static void stop() throws Exception {
    servers.close();
  }

  @Test
  void keyLogsInAndReads() throws Exception {
    Session session = session(SftpServer.USER, directory.resolve("id_ed25519"));
    session.connect(10_000);
    try {
      ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
      sftp.connect();
      assertThat(sftp.get("/outbound/hello.txt").readAllBytes()).asString().isEqualTo("안녕");
      assertThatThrownBy(() -> sftp.get("/../id_ed25519")).isInstanceOf(SftpException.class);
    } finally {
      session.disconnect();
    }
  }

  @Test
  void wrongKeyIsRefused() throws Exception {
    Path other = directory.resolve("other_key");
    SshKeys.create(other);
    assertThatThrownBy(() -> session(SftpServer.USER, other).connect(10_000))
        .isInstanceOf(JSchException.class)
        .hasMessageContaining("Auth fail");
  }

  @Test
  void keyIsNoOneElses() {
    assertThatThrownBy(() -> session("someone", directory.resolve("id_ed25519")).connect(10_000))
        .isInstanceOf(JSchException.class)
        .hasMessageContaining("Auth fail");
  }

  @Test
  void passwordLogsIn() throws Exception {
    Session session = session(SftpServer.PASSWORD_USER, null);
    session.setPassword(servers.addresses().sftp().get("password").getBytes(UTF_8));
    session.connect(10_000);
    assertThat(session.isConnected()).isTrue();
    session.disconnect();
  }

  @Test
  void wrongPasswordIsRefused() throws Exception {
    Session session = session(SftpServer.PASSWORD_USER, null);
    session.setPassword("guess".getBytes(UTF_8));
    assertThatThrownBy(() -> session.connect(10_000)).isInstanceOf(JSchException.class);
  }

  @Test
  void anotherHostKeyIsNotTrusted() throws Exception {
    Path other = directory.resolve("other_host_key");
    SshKeys.create(other);
    String line =
        SshKeys.knownHost("127.0.0.1", servers.addresses().sftpPort(), SshKeys.loadOrCreate(other));
    Path knownHosts = Files.writeString(directory.resolve("other_known_hosts"), line);
    JSch jsch = new JSch();
    jsch.setKnownHosts(knownHosts.toString());
    jsch.addIdentity(directory.resolve("id_ed25519").toString());
    Session session = strict(jsch, SftpServer.USER);
    assertThatThrownBy(() -> session.connect(10_000))
        .isInstanceOf(JSchException.class)
        .hasMessageContaining("HostKey has been changed");
  }

  @Test
  void standardPortNeedsNoBrackets() throws Exception {
    assertThat(SshKeys.knownHost("sftp.example", 22, SshKeys.loadOrCreate(directory.resolve("k"))))
        .startsWith("sftp.example ssh-ed25519 AAAA");
  }

  private static Session session(String user, Path key) throws JSchException {
    JSch jsch = new JSch();
    jsch.setKnownHosts(directory.resolve("known_hosts").toString());
    if (key != null) {
      jsch.addIdentity(key.toString());
    }
    return strict(jsch, user);
  }

  private static Session strict(JSch jsch, String user) throws JSchException {
    Session session = jsch.getSession(user, "127.0.0.1", servers.addresses().sftpPort());
    session.setConfig("StrictHostKeyChecking", "yes");
    return session;
  }
}
