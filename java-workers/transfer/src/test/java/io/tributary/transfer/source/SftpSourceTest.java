package io.tributary.transfer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.config.SourceSpec;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.PermissionException;
import io.tributary.core.error.TemporaryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SftpSourceTest extends DirectoryContract {
  private SftpServerFixture server;
  private DeliverySource source;

  @BeforeEach
  void start() throws Exception {
    Files.createDirectories(directory.resolve("in"));
    server = new SftpServerFixture(directory, directory);
    source = open(server.spec(server.port(), "/in"));
  }

  @AfterEach
  void stop() throws IOException {
    source.close();
    server.close();
  }

  @Override
  DeliverySource source() {
    return source;
  }

  @Override
  DeliverySource elsewhere() {
    try {
      return open(server.spec(server.port(), "/nowhere"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static DeliverySource open(SourceSpec spec) {
    return DeliverySources.open(spec, LocalDate.of(2025, 3, 17), 4);
  }

  /** A source that does not pause between its attempts. */
  private static DeliverySource hasty(SourceSpec spec) {
    SourceAddress address = SourceAddress.of(spec.uri(), LocalDate.of(2025, 3, 17));
    return new SftpSource(address, new SftpLogin(address, spec), 4, Duration.ofMillis(1));
  }

  @Test
  void aPasswordOpensToo() throws Exception {
    put("a", new byte[3]);
    SourceSpec spec = server.spec(server.port(), "/in");
    try (DeliverySource other =
        open(
            Specs.sftp(
                spec.uri(), spec.knownHosts().orElseThrow(), null, SftpServerFixture.PASSWORD))) {
      assertThat(other.list()).hasSize(1);
      assertThat(other.address()).doesNotContain(SftpServerFixture.PASSWORD);
    }
  }

  @Test
  void aChangedHostKeyIsRefused() throws Exception {
    Path other = server.knownHosts(server.port(), SftpServerFixture.newKey());
    refused(Specs.sftp(uri(server.port()), other, server.userKey, null), "host key");
  }

  @Test
  void anUnknownHostKeyIsRefused() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty"), "");
    refused(Specs.sftp(uri(server.port()), empty, server.userKey, null), "host key");
  }

  @Test
  void aWrongKeyOrPasswordIsRefused() throws Exception {
    Path wrong = directory.resolve("wrong_key");
    SftpServerFixture.writeKey(wrong);
    Path known = server.spec(server.port(), "/in").knownHosts().orElseThrow();
    refused(Specs.sftp(uri(server.port()), known, wrong, null), "refuses user 'tributary'");
    refused(Specs.sftp(uri(server.port()), known, null, "wrong secret"), "refuses user");
  }

  private void refused(SourceSpec spec, String why) {
    try (DeliverySource refused = open(spec)) {
      long begun = System.nanoTime();
      assertThatThrownBy(refused::list)
          .isInstanceOf(PermissionException.class)
          .hasMessageContaining("127.0.0.1:" + server.port())
          .hasMessageContaining(why)
          .hasMessageNotContaining("secret");
      // At once: no retry can help.
      assertThat((System.nanoTime() - begun) / 1e9).isLessThan(10);
    }
  }

  @Test
  void aFileThatMayNotBeReadIsNoRefusedLogin() throws Exception {
    put("a", new byte[3]);
    put("b", new byte[3]);
    server.denied.add("a");
    DeliverySource.Entry denied = source.find("a").orElseThrow();
    assertThatThrownBy(() -> source.open(denied).close())
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("/in/a");
    assertThat(read(source.find("b").orElseThrow())).hasSize(3);
  }

  @Test
  void filesThatAreNotThereAreAMistakeOfTheConfiguration() throws Exception {
    Path known = server.spec(server.port(), "/in").knownHosts().orElseThrow();
    Path nowhere = directory.resolve("nowhere");
    for (SourceSpec spec :
        new SourceSpec[] {
          Specs.sftp(uri(server.port()), nowhere, server.userKey, null),
          Specs.sftp(uri(server.port()), known, nowhere, null)
        }) {
      try (DeliverySource wrong = open(spec)) {
        assertThatThrownBy(wrong::list)
            .isInstanceOf(ConfigurationException.class)
            .hasMessageContaining(nowhere.toString());
      }
    }
  }

  @Test
  void aServerThatIsAwayIsTemporary() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (DeliverySource away = hasty(server.spec(free, "/in"))) {
      assertThatThrownBy(away::list)
          .isInstanceOf(TemporaryException.class)
          .hasMessageContaining("127.0.0.1:" + free)
          .hasMessageContaining("refused");
    }
  }

  @Test
  void aCutConnectionIsResumedAtTheByteReached() throws Exception {
    byte[] bytes = bytes(6_000_000);
    put("a", bytes);
    try (CuttingProxy proxy = new CuttingProxy(server.port(), 2_000_000, 3);
        DeliverySource cut = hasty(server.spec(proxy.port(), "/in"))) {
      DeliverySource.Entry seen = cut.find("a").orElseThrow();
      try (InputStream in = cut.open(seen)) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
      assertThat(proxy.connections.get()).isEqualTo(4);
    }
  }

  @Test
  void aListingThatIsCutIsRepeated() throws Exception {
    for (int i = 0; i < 50; i++) {
      put("file-with-a-long-name-" + i, new byte[i]);
    }
    try (CuttingProxy proxy = new CuttingProxy(server.port(), 4_000, 2);
        DeliverySource cut = hasty(server.spec(proxy.port(), "/in"))) {
      assertThat(cut.list()).hasSize(50);
    }
  }

  @Test
  void aFileThatWasReplacedWhileTheLineWasCutIsNotReadOn() throws Exception {
    put("a", bytes(6_000_000));
    try (CuttingProxy proxy = new CuttingProxy(server.port(), 2_000_000, 1);
        DeliverySource cut = hasty(server.spec(proxy.port(), "/in"))) {
      DeliverySource.Entry seen = cut.find("a").orElseThrow();
      try (InputStream in = cut.open(seen)) {
        assertThat(in.readNBytes(500_000)).hasSize(500_000);
        put("a", bytes(6_000_001));
        assertThatThrownBy(in::readAllBytes).isInstanceOf(ArchiveChangedException.class);
      }
    }
  }

  @Test
  void aLineThatIsCutAgainAndAgainIsGivenUp() throws Exception {
    put("a", bytes(6_000_000));
    DeliverySource.Entry seen = source.find("a").orElseThrow();
    try (CuttingProxy proxy = new CuttingProxy(server.port(), 100, Integer.MAX_VALUE);
        DeliverySource cut = hasty(server.spec(proxy.port(), "/in"))) {
      assertThatThrownBy(() -> cut.open(seen).close())
          .isInstanceOf(TemporaryException.class)
          .hasMessageContaining("127.0.0.1");
    }
  }

  @Test
  void aConnectionThatTheServerDroppedMeanwhileIsMadeAnew() throws Exception {
    put("a", new byte[5]);
    assertThat(source.list()).hasSize(1);
    server.dropConnections();
    assertThat(source.list()).hasSize(1);
  }

  @Test
  @Timeout(60)
  void aServerThatIsAliveButWhoseFilesHangIsGivenUp() throws Exception {
    put("a", bytes(6_000_000));
    SourceSpec spec = Specs.withTimeout(server.spec(server.port(), "/in"), Duration.ofSeconds(1));
    try (DeliverySource hanging = hasty(spec)) {
      DeliverySource.Entry seen = hanging.find("a").orElseThrow();
      try (InputStream in = hanging.open(seen)) {
        assertThat(in.readNBytes(500_000)).hasSize(500_000);
        server.hang();
        assertThatThrownBy(in::readAllBytes)
            .isInstanceOf(TemporaryException.class)
            .hasMessageContaining("silent for 1.0 s")
            .hasMessageContaining("source.timeout");
      }
    }
  }

  private static String uri(int port) {
    return "sftp://tributary@127.0.0.1:" + port + "/in";
  }
}
