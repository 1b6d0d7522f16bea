package io.tributary.cli;

import io.tributary.alert.AlertCommand;
import io.tributary.cli.plan.PlanCommand;
import io.tributary.merge.MergeCommand;
import io.tributary.merge.spark.ExecutorCommand;
import io.tributary.report.CleanCommand;
import io.tributary.report.HistoryCommand;
import io.tributary.report.SummarizeCommand;
import io.tributary.report.TraceCommand;
import io.tributary.report.VerifyCommand;
import io.tributary.transfer.await.WaitCommand;
import io.tributary.transfer.extract.ExtractCommand;
import java.util.List;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;

/** All commands, of which a process needs one: the classes of the others are not even loaded. */
final class Commands {
  /** In the order of the help. */
  private static final List<String> NAMES =
      List.of(
          "run",
          "wait",
          "extract",
          "merge",
          "executor",
          "summarize",
          "verify",
          "trace",
          "history",
          "quarantine",
          "clean",
          "validate",
          "plan",
          "alert",
          "rehearse",
          "contract");

  private Commands() {}

  /** Adds all commands. */
  static void addAll(CommandLine line) {
    NAMES.forEach(name -> line.addSubcommand(named(name).orElseThrow()));
    // It describes all of them, and so is never alone.
    line.addSubcommand(AutoComplete.GenerateCompletion.class);
  }

  /** Adds the command that the arguments begin with, or all if they do not begin with one. */
  static void addNeeded(CommandLine line, String[] arguments) {
    Optional<Class<?>> needed = arguments.length == 0 ? Optional.empty() : named(arguments[0]);
    needed.ifPresentOrElse(line::addSubcommand, () -> addAll(line));
  }

  private static Optional<Class<?>> named(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "run" -> RunCommand.class;
          case "wait" -> WaitCommand.class;
          case "extract" -> ExtractCommand.class;
          case "merge" -> MergeCommand.class;
          case "executor" -> ExecutorCommand.class;
          case "summarize" -> SummarizeCommand.class;
          case "verify" -> VerifyCommand.class;
          case "trace" -> TraceCommand.class;
          case "history" -> HistoryCommand.class;
          case "quarantine" -> QuarantineCommand.class;
          case "clean" -> CleanCommand.class;
          case "validate" -> ValidateCommand.class;
          case "plan" -> PlanCommand.class;
          case "alert" -> AlertCommand.class;
          case "rehearse" -> RehearseCommand.class;
          case "contract" -> ContractCommand.class;
          default -> null;
        });
  }
}
