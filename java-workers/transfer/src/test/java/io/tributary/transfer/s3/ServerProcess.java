package io.tributary.transfer.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** An S3 server in a process of its own. */
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final S3Settings settings;
  private final String bucket;

  private ServerProcess(Process process, S3Settings settings, String bucket) {
    this.process = process;
    this.settings = settings;
    this.bucket = bucket;
  }

  /** The server of the demo; it is built by the embedded module. */
  static ServerProcess embedded(Path state) throws IOException {
    Optional<Path> libraries =
        Stream.of("../embedded/target/lib", "../embedded/target/quick/lib")
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst();
    require(libraries.isPresent(), "the embedded module is not built: run mvn package");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                libraries.orElseThrow() + "/*",
                "io.tributary.embedded.EmbeddedCommand",
                "serve",
                "--state",
                state.toString(),
                "--bucket",
                "contract",
                "--until-eof")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // Not closed: it lives as long as the process.
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String addresses = String.valueOf(out.readLine());
    return new ServerProcess(
        process,
        settings(
            field(addresses, "endpoint"),
            field(addresses, "accessKeyId"),
            field(addresses, "secretAccessKey")),
        "contract");
  }

  /** versitygw over a directory. */
  public static ServerProcess versity(Path data) throws Exception {
    Optional<Path> program =
        Stream.concat(
                Stream.of(System.getenv("PATH").split(":")).map(Path::of),
                Stream.of(Path.of(System.getProperty("user.home"), "go", "bin")))
            .map(folder -> folder.resolve("versitygw"))
            .filter(Files::isExecutable)
            .findFirst();
    require(
        program.isPresent(),
        "versitygw is not installed: go install github.com/versity/versitygw/cmd/versitygw@v1.8.0");
    int port = freePort();
    Files.createDirectories(data.resolve("contract"));
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
    builder.environment().put("ROOT_ACCESS_KEY", "contract");
    builder.environment().put("ROOT_SECRET_KEY", "contract-secret");
    Process process = builder.start();
    awaitPort(process, port);
    return new ServerProcess(
        process, settings("http://127.0.0.1:" + port, "contract", "contract-secret"), "contract");
  }

  /** A store on this server. */
  public ObjectStore open() {
    return new S3ObjectStore(settings);
  }

  S3Settings settings() {
    return settings;
  }

  public String bucket() {
    return bucket;
  }

  static S3Settings settings(String endpoint, String accessKey, String secretKey) {
    return new S3Settings(
        Optional.of(URI.create(endpoint)),
        Region.US_EAST_1,
        true,
        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)),
        3,
        Duration.ofSeconds(60));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitPort(Process process, int port) throws Exception {
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

  /** A missing server skips the tests on a developer's machine, and fails them in CI. */
  private static void require(boolean there, String otherwise) {
    if ("true".equals(System.getenv("CI"))) {
      Assertions.assertTrue(there, otherwise);
    }
    Assumptions.assumeTrue(there, otherwise);
  }

  private static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    Assertions.assertTrue(matcher.find(), json);
    return matcher.group(1);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
