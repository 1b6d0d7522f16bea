package io.tributary.merge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** versitygw over a directory: a real S3 server in a process of its own. */
final class VersityServer implements AutoCloseable {
  static final String BUCKET = "lake";

  private final Process process;
  private final int port;

  private VersityServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static VersityServer start(Path data) throws Exception {
    Optional<Path> program =
        Stream.concat(
                Stream.of(System.getenv("PATH").split(":")).map(Path::of),
                Stream.of(Path.of(System.getProperty("user.home"), "go", "bin")))
            .map(folder -> folder.resolve("versitygw"))
            .filter(Files::isExecutable)
            .findFirst();
    if ("true".equals(System.getenv("CI"))) {
      Assertions.assertTrue(program.isPresent(), "versitygw is not installed");
    }
    Assumptions.assumeTrue(program.isPresent(), "versitygw is not installed");
    int port = freePort();
    Files.createDirectories(data.resolve(BUCKET));
    ProcessBuilder builder =
        new ProcessBuilder(
                program.orElseThrow().toString(),
                "--port",
                "127.0.0.1:" + port,
                "--quiet",
                "posix",
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("ROOT_ACCESS_KEY", "merge");
    builder.environment().put("ROOT_SECRET_KEY", "merge-secret");
    VersityServer server = new VersityServer(builder.start(), port);
    server.awaitPort();
    return server;
  }

  /** What a worker's environment says of this storage. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + port,
        "AWS_REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", "merge",
        "AWS_SECRET_ACCESS_KEY", "merge-secret",
        "TRIBUTARY_S3_PATH_STYLE", "true");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws Exception {
    Instant limit = Instant.now().plus(Duration.ofSeconds(20));
    while (Instant.now().isBefore(limit) && process.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    throw new IOException("no server on port " + port);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
