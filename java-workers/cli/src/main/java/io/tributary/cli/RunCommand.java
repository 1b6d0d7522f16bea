package io.tributary.cli;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.merge.MergeCommand;
import io.tributary.quality.contract.Contract;
import io.tributary.report.SummarizeCommand;
import io.tributary.report.VerifyCommand;
import io.tributary.transfer.await.WaitCommand;
import io.tributary.transfer.extract.ExtractCommand;
import java.util.List;
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
    Stages stages =
        new Stages(day)
            .work(new WaitCommand())
            .work(new ExtractCommand())
            .work(Stages.parsed(new MergeCommand(), tables, force))
            .always(new SummarizeCommand())
            .always(Stages.parsed(new VerifyCommand(), tables, false));
    stages.throwIfAnyFailed();
    return new WorkerResult(
        day.partner().partner() + " " + day.date() + " is complete: " + day.layout().day(),
        stages.published());
  }
}
