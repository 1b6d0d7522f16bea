package io.tributary.report;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command's findings go: what picocli was told, or standard output without picocli. */
final class StandardOutput {
  private StandardOutput() {}

  /**
   * The writer of a command.
   *
   * @param spec null when the command is used as an object, as {@code run} does
   */
  static PrintWriter of(CommandSpec spec) {
    return spec == null
        ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
        : spec.commandLine().getOut();
  }
}
