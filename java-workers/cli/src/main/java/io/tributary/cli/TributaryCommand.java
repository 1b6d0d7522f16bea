package io.tributary.cli;

import io.tributary.core.command.Outcome;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.WorkerException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the command line. */
@Command(
    name = "tributary",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Turns one partner's day of archives into one CSV per table.",
      "Nothing is lost in silence: every record is merged, quarantined or dropped by a rule."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "   0  done",
      "   1  internal error, a bug",
      "   2  wrong usage or configuration",
      "  65  the data breaks a promise or a gate",
      "  75  temporary: try again",
      "  77  host key or credentials refused",
      "  99  the calendar exempts this date (wait only)"
    })
public final class TributaryCommand implements Runnable {
  @SuppressWarnings("UnusedVariable") // declared for help and completion; see Logging
  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      scope = ScopeType.INHERIT,
      description = "How log lines are written: for people (default) or for machines.")
  private Logging.Format logFormat;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "More log lines, and stack traces for every failure.")
  private boolean verbose;

  @Option(
      names = "--check-arguments",
      hidden = true,
      scope = ScopeType.INHERIT,
      description = "Only check the command line: exit 0 or 2.")
  private boolean checkArguments;

  @Spec private CommandSpec spec;

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] args) {
    Logging.configure(args);
    System.exit(commandLine(args).execute(args));
  }

  /** The whole command line, for tests and documentation too. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new TributaryCommand());
    Commands.addAll(line);
    return configured(line);
  }

  /** The command line as it is run: as much of it as the arguments need. */
  static CommandLine commandLine(String[] args) {
    CommandLine line = new CommandLine(new TributaryCommand());
    Commands.addNeeded(line, args);
    return configured(line);
  }

  /** Settings hold for the commands that were added before. */
  private static CommandLine configured(CommandLine line) {
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(TributaryCommand::misused);
    line.setExecutionExceptionHandler(TributaryCommand::failed);
    line.setExecutionStrategy(TributaryCommand::execute);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which command");
  }

  private static int execute(ParseResult parsed) {
    TributaryCommand root = (TributaryCommand) parsed.commandSpec().userObject();
    try {
      return root.checkArguments ? 0 : new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      // The library lets these through: no message, and no end as long as a thread lives.
      log().error("internal error", e);
      return Outcome.report(e);
    }
  }

  private static int misused(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    int code = Outcome.report(new ConfigurationException(e.getMessage(), e));
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println();
      command.usage(err);
    }
    err.flush();
    return code;
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    boolean verbose =
        command.getCommandSpec().root().userObject() instanceof TributaryCommand root
            && root.verbose;
    if (!(e instanceof WorkerException failure)) {
      log().error("internal error", e);
    } else if (verbose) {
      log().error("{} ({})", e.getMessage(), failure.exitCode(), e);
    }
    return Outcome.report(e);
  }

  /** Not a constant: the log's form has to be chosen before the first logger exists. */
  private static Logger log() {
    return LoggerFactory.getLogger(TributaryCommand.class);
  }
}
