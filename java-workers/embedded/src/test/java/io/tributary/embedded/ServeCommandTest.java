package io.tributary.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as its callers run it: a process with a line on standard output. */
@Timeout(60)
class ServeCommandTest {
  @TempDir Path directory;

  @Test
  void saysWhereItIsAndEndsWithItsInput() throws Exception {
    Process process = serve("--until-eof");
    JsonNode line = line(process);
    assertThat(line.at("/sftp/port").asInt()).isPositive();
    assertThat(Path.of(line.at("/sftp/privateKey").asText())).exists();
    assertThat(Path.of(line.at("/sftp/knownHosts").asText()))
        .content()
        .startsWith("[127.0.0.1]:" + line.at("/sftp/port").asInt() + " ssh-ed25519 ");
    assertThat(line.at("/s3/endpoint").asText()).startsWith("http://127.0.0.1:");
    assertThat(line.at("/s3/bucket").asText()).isEqualTo("tributary-demo");
    process.getOutputStream().close();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void keysSurviveARestart() throws Exception {
    Process first = serve("--until-eof");
    JsonNode before = line(first);
    stop(first);
    Process second = serve("--until-eof");
    JsonNode after = line(second);
    stop(second);
    assertThat(after.at("/s3/secretAccessKey")).isEqualTo(before.at("/s3/secretAccessKey"));
  }

  @Test
  void secondOnTheSameDirectoryIsToldSo() throws Exception {
    Process first = serve("--until-eof");
    line(first);
    Process second = serve();
    assertThat(error(second)).contains("Other servers run on").contains("--state");
    assertThat(second.waitFor()).isEqualTo(2);
    stop(first);
  }

  @Test
  void busyPortIsNamed() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process sftp = serve("--sftp-port", Integer.toString(busy.getLocalPort()));
      assertThat(error(sftp)).contains(busy.getLocalPort() + " ").contains("--sftp-port");
      assertThat(sftp.waitFor()).isEqualTo(2);
      Process s3 = serve("--s3-port", Integer.toString(busy.getLocalPort()));
      assertThat(error(s3)).contains(busy.getLocalPort() + " ").contains("--s3-port");
      assertThat(s3.waitFor()).isEqualTo(2);
    }
  }

  @Test
  void diesWithItsParent() throws Exception {
    List<String> command = command();
    String shell = String.join(" ", command.stream().map(word -> "'" + word + "'").toList());
    Process parent = new ProcessBuilder("sh", "-c", shell + " & wait").start();
    line(parent);
    ProcessHandle server = parent.children().findFirst().orElseThrow();
    parent.destroyForcibly().waitFor();
    server.onExit().get(20, TimeUnit.SECONDS);
    assertThat(server.isAlive()).isFalse();
  }

  private Process serve(String... options) throws Exception {
    return new ProcessBuilder(command(options)).start();
  }

  private List<String> command(String... options) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Stream<String> fixed =
        Stream.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            EmbeddedCommand.class.getName(),
            "serve",
            "--state",
            directory.resolve("state").toString());
    return Stream.concat(fixed, Stream.of(options)).toList();
  }

  private static JsonNode line(Process process) throws Exception {
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    return new ObjectMapper().readTree(out.readLine());
  }

  private static String error(Process process) throws Exception {
    return new String(process.getErrorStream().readAllBytes(), UTF_8);
  }

  private static void stop(Process process) throws Exception {
    process.getOutputStream().close();
    process.waitFor();
  }
}
