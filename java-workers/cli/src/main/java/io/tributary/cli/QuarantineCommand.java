package io.tributary.cli;

import io.tributary.report.QuarantineListCommand;
import io.tributary.report.QuarantineShowCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary quarantine}: the records that could not be merged, and how they come back. */
@Command(
    name = "quarantine",
    description = {
      "Shows the records of a day that could not be merged, and brings them back into their tables",
      "when a limit, a rule or the way a table is read was changed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary quarantine list --partner overseas-1 --date 2025-03-17",
      "  tributary quarantine show --partner overseas-1 --date 2025-03-17 --table room_rate",
      "  tributary quarantine replay --partner overseas-1 --date 2025-03-17"
    },
    subcommands = {
      QuarantineListCommand.class,
      QuarantineShowCommand.class,
      QuarantineReplayCommand.class
    })
final class QuarantineCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what: list, replay or show");
  }
}
