package io.tributary.merge;

import io.tributary.alert.Alerts;
import io.tributary.alert.DeadlineWatch;
import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.merge.spark.SparkRuntime;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code merge}: launches the Spark jobs that make one CSV of each table, and publishes them. */
@Command(
    name = "merge",
    description = {
      "Merge each table's extracted members into one CSV and publish it.",
      "",
      "What is published already for the same delivery and settings is left alone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary merge --partner overseas-1 --date 2025-03-17",
      "  tributary merge room_rate booking --partner overseas-1 --date 2025-03-17",
      "  tributary merge --table room_rate --force --partner overseas-1 --date 2025-03-17",
      "  tributary merge --other-tables --partner overseas-1 --date 2025-03-17"
    })
public final class MergeCommand extends DayCommand {
  @Parameters(paramLabel = "TABLE", arity = "0..*", description = "Tables to merge (default: all).")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "A table to merge; may be given several times.")
  private List<String> moreTables = new ArrayList<>();

  @Option(
      names = "--other-tables",
      description = "Merge the tables that the partner file does not list.")
  private boolean otherTables;

  @Option(
      names = "--only",
      paramLabel = "TABLE",
      split = ",",
      description = "Limit whatever was chosen to these; nothing left to do is a success.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--force", description = "Merge again what is published already.")
  private boolean force;

  @Override
  protected String task() {
    return "merge";
  }

  @Override
  @SuppressWarnings("try") // the watch works by being open
  protected WorkerResult work(Day day) {
    List<String> named = new ArrayList<>(tables);
    named.addAll(moreTables);
    // The DAG renders an empty choice as an empty text.
    named.removeIf(String::isBlank);
    only.removeIf(String::isBlank);
    TableSelection selection = new TableSelection(named, otherTables, only);
    try (SparkRuntime spark = new SparkRuntime(day.partner());
        DeadlineWatch watch = DeadlineWatch.over(day, new Alerts(day), task())) {
      return new MergeRun(day, spark, force).run(selection);
    }
  }
}
