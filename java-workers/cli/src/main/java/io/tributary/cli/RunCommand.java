package io.tributary.cli;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.error.ExemptDateException;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.WorkerException;
import io.tributary.merge.MergeCommand;
import io.tributary.quality.contract.Contract;
import io.tributary.report.SummarizeCommand;
import io.tributary.report.VerifyCommand;
import io.tributary.transfer.await.WaitCommand;
import io.tributary.transfer.extract.ExtractCommand;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The whole day in one process, as the DAG would do it: what fails stops what stands on it, the
 * summary and the check always run, and their word is the last.
 */
@Command(
    name = "run",
    description = "Does a whole day in one process, without Airflow.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary run --partner overseas-1 --date 2025-03-17",
      "  tributary run --partner ./overseas-1.yaml --date 2025-03-17 --storage file:///tmp/lake",
      "  tributary run --partner overseas-1 --date 2025-03-17 --tables room_rate,booking --force"
    })
final class RunCommand extends DayCommand {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Option(
      names = "--tables",
      split = ",",
      paramLabel = "TABLE",
      description = "Merge only these; extraction and summary cover all.")
  private List<String> tables = List.of();

  @Option(names = "--force", description = "Merge again although the inputs are unchanged.")
  private boolean force;

  @Override
  protected String task() {
    return "run";
  }

  @Override
  protected WorkerResult work(Day day) {
    // A mistake in it would cost the whole extraction before merge found it.
    Contract.of(day.partner());
    List<RuntimeException> failures = new ArrayList<>();
    List<String> published = new ArrayList<>();
    for (DayCommand stage :
        List.of(new WaitCommand(), new ExtractCommand(), parsed(new MergeCommand(), force))) {
      if (failures.isEmpty()) {
        attempt(stage, day, failures, published);
      }
    }
    attempt(new SummarizeCommand(), day, failures, new ArrayList<>());
    attempt(parsed(new VerifyCommand(), false), day, failures, new ArrayList<>());
    failures.stream()
        .filter(RunCommand::mayHeal)
        .findFirst()
        .or(() -> failures.stream().findFirst())
        .ifPresent(
            failure -> {
              throw failure;
            });
    return new WorkerResult(
        day.partner().partner() + " " + day.date() + " is complete: " + day.layout().day(),
        published);
  }

  private static void attempt(
      DayCommand stage, Day day, List<RuntimeException> failures, List<String> published) {
    try {
      WorkerResult result = stage.perform(day.anew());
      LOG.info("{}", result.message());
      published.addAll(result.published());
    } catch (ExemptDateException e) {
      throw e;
    } catch (WorkerException e) {
      LOG.error("{}", e.getMessage());
      failures.add(e);
    } catch (RuntimeException e) {
      LOG.error("{} failed", stage.getClass().getSimpleName(), e);
      failures.add(e);
    }
  }

  private static boolean mayHeal(RuntimeException failure) {
    return failure instanceof WorkerException known && known.exitCode() == ExitCode.TEMPORARY;
  }

  /** A command with the chosen tables. */
  private <T> T parsed(T command, boolean forced) {
    List<String> arguments = new ArrayList<>();
    // The day is open already: these only satisfy the parser.
    arguments.addAll(List.of("--partner", "open", "--date", "1970-01-01"));
    if (!tables.isEmpty()) {
      arguments.addAll(List.of("--only", String.join(",", tables)));
    }
    if (forced) {
      arguments.add("--force");
    }
    return CommandLine.populateCommand(command, arguments.toArray(String[]::new));
  }
}
