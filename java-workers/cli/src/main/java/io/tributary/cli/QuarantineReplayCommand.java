package io.tributary.cli;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayReader;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Json;
import io.tributary.merge.MergeCommand;
import io.tributary.merge.Replay;
import io.tributary.merge.Replay.Changes;
import io.tributary.report.SummarizeCommand;
import io.tributary.report.VerifyCommand;
import io.tributary.transfer.extract.ExtractCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary quarantine replay}: what a rerun brings back, and the rerun. */
@Command(
    name = "replay",
    description = {
      "Says what a rerun of the day would bring back with the partner file as it is now: which",
      "archives are extracted again, which tables are merged again, and how many of their records",
      "leave quarantine. Nothing is written without --run.",
      "",
      "The rerun is an ordinary one: --run does it here, clearing the task that is named does it in",
      "Airflow. Records that still cannot be merged go back to quarantine, counted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary quarantine replay --partner overseas-1 --date 2025-03-17",
      "  tributary quarantine replay --partner overseas-1 --date 2025-03-17 --table room_rate --run"
    })
final class QuarantineReplayCommand extends DayReader {
  @Option(
      names = "--table",
      split = ",",
      paramLabel = "TABLE",
      description = "Only these tables (default: all).")
  private List<String> tables = List.of();

  @Option(names = "--run", description = "Extract, merge, summarize and verify what has changed.")
  private boolean run;

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  protected WorkerResult read(Day day) {
    Replay replay = new Replay(day, tables);
    if (!run) {
      Changes changes = replay.preview();
      print(json ? text(changes) : ReplayText.preview(changes));
      return WorkerResult.of("looked at " + day.layout().day() + "; nothing was changed");
    }
    Stages stages =
        new Stages(day)
            .work(new ExtractCommand())
            .work(Stages.parsed(new MergeCommand(), tables, false))
            .always(new SummarizeCommand())
            .always(Stages.parsed(new VerifyCommand(), tables, false));
    Changes changes = replay.result();
    print(json ? text(changes) : ReplayText.result(changes));
    stages.throwIfAnyFailed();
    return new WorkerResult(
        Figures.count(changes.back(), "record", "records") + " came back from quarantine",
        stages.published());
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  private static String text(Object document) {
    return new String(Json.bytes(document), StandardCharsets.UTF_8);
  }
}
