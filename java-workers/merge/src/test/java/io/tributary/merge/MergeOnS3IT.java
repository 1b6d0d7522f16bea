package io.tributary.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of several parts on a real S3 server; its product is read through Hadoop's S3A. */
class MergeOnS3IT {
  @TempDir private Path folder;

  @Test
  void aTableIsAssembledOnS3AndReadBySpark() throws Exception {
    Path partner = folder.resolve("partner.yaml");
    Files.writeString(
        partner,
        """
        partner: on-s3
        source: {uri: "file:///delivery"}
        storage: s3://lake/partners
        merge: {part-size: 6MB}
        """);
    try (VersityServer server = VersityServer.start(folder.resolve("data"))) {
      ProcessBuilder worker = new ProcessBuilder(command(partner));
      worker.environment().putAll(server.environment());
      worker.redirectError(ProcessBuilder.Redirect.INHERIT);
      Process process = worker.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);

      assertThat(process.waitFor()).isZero();
      long rows = (long) MergeOnS3.MEMBERS * MergeOnS3.ROWS;
      assertThat(output)
          .contains("\"rows\":" + rows)
          .contains("\"rowsRead\":" + rows)
          .contains("\"sumRead\":" + 15L * MergeOnS3.ROWS)
          .contains("\"quarantined\":" + MergeOnS3.MEMBERS)
          .contains("\"pending\":0")
          .containsPattern("\"parts\":[2-9]");
    }
  }

  private static List<String> command(Path partner) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-D"))
        .filter(argument -> !argument.startsWith("-Dsurefire"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            MergeOnS3.class.getName(),
            partner.toString(),
            "s3://" + VersityServer.BUCKET + "/partners"));
    return command;
  }
}
