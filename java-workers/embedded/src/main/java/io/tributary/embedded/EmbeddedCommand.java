package io.tributary.embedded;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command of the demo's and the tests' own world: a partner's SFTP server, an S3 server, and
 * what a partner would deliver. It runs in a process and on a classpath of its own, since the S3
 * server's libraries and Spark's do not agree.
 */
@Command(
    name = "tributary-embedded",
    mixinStandardHelpOptions = true,
    version = "tributary-embedded 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = "Servers and sample deliveries for the demo and the tests.",
    subcommands = {ServeCommand.class, SampleCommand.class})
public final class EmbeddedCommand {
  private EmbeddedCommand() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs the command line and returns its exit code, for tests in the same process. */
  static int execute(String... arguments) {
    return new CommandLine(new EmbeddedCommand())
        .setExecutionExceptionHandler(EmbeddedCommand::explain)
        .execute(arguments);
  }

  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof EmbeddedException expected) {
      command.getErr().println(expected.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    throw e;
  }
}
