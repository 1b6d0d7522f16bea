package io.tributary.cli;

import io.tributary.merge.ContractTestCommand;
import io.tributary.report.ContractInferCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary contract}: the commands around data contracts. */
@Command(
    name = "contract",
    description = "Makes data contracts of merged days, and tries them on merged days.",
    subcommands = {ContractInferCommand.class, ContractTestCommand.class})
final class ContractCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which command");
  }
}
