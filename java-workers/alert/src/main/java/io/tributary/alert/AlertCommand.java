package io.tributary.alert;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary alert}: what can be done with the receivers of alerts. */
@Command(
    name = "alert",
    description = "Tries the receivers of a partner's alerts.",
    subcommands = AlertTestCommand.class,
    footerHeading = "%nExample:%n",
    footer = "  tributary alert test --partner overseas-1")
public final class AlertCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: test");
  }
}
