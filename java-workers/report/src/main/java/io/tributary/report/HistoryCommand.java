package io.tributary.report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary history}: what days are compared with, and what is known of odd ones. */
@Command(
    name = "history",
    description = {
      "Shows what a partner's days are compared with, and keeps what is known of odd ones.",
      "A known anomaly does not train: later days are not compared with it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary history show --partner overseas-1 --table room_rate --days 28",
      "  tributary history accept --partner overseas-1 --date 2025-03-17 --table room_rate \\",
      "      --reason \"the partner closed a region\"",
      "  tributary history list --partner overseas-1"
    },
    subcommands = {HistoryAccept.class, HistoryList.class, HistoryRevoke.class, HistoryShow.class})
public final class HistoryCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what: accept, list, revoke or show");
  }
}
