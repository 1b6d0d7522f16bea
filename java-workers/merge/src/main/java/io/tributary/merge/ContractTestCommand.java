package io.tributary.merge;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayReader;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Figures;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.DataException;
import io.tributary.merge.rules.QueryCheck;
import io.tributary.merge.spark.SparkRuntime;
import io.tributary.quality.contract.Contract;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary contract test}: what a contract would say of a day that was merged. */
@Command(
    name = "test",
    description = {
      "Runs a contract against a day that was merged, without touching it: reads the day's",
      "segments again, judges every rule, and writes nothing to the storage.",
      "",
      "Exit codes: 0 no rule of severity error or graver is broken, 65 one is, 2 a bad contract."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary contract test --partner overseas-1 --date 2025-03-17",
      "  tributary contract test --partner overseas-1 --date 2025-03-17 --table room_rate \\",
      "      --contract draft.odcs.yaml"
    })
public final class ContractTestCommand extends DayReader {
  @Option(
      names = "--table",
      split = ",",
      paramLabel = "TABLE",
      description = "Only these tables (default: all of the contract that were delivered).")
  private List<String> tables = List.of();

  @Option(
      names = "--contract",
      paramLabel = "FILE",
      description = "The contract to try (default: the partner's).")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  protected WorkerResult read(Day day) {
    Contract contract = contract(day);
    try (SparkRuntime spark = SparkRuntime.local(day.partner())) {
      ContractTrial trial = new ContractTrial(day, contract, spark);
      return report(trial, tables, spec.commandLine().getOut());
    }
  }

  /** Tries tables one after the other, and tells of each as soon as it is judged. */
  static WorkerResult report(ContractTrial trial, List<String> tables, PrintWriter out) {
    List<String> broken = new ArrayList<>();
    int rules = 0;
    for (String table : trial.tables(tables)) {
      TrialReport report = trial.of(table);
      out.print(report.text());
      out.flush();
      rules += report.rules();
      broken.addAll(report.broken());
    }
    String all = Figures.count(rules, "rule", "rules") + " of " + trial.contract().file();
    if (!broken.isEmpty()) {
      throw new DataException(
          broken.size() + " of " + all + " are broken: " + String.join(", ", broken));
    }
    return WorkerResult.of(all + ", none broken by an error; nothing was written");
  }

  private Contract contract(Day day) {
    Contract contract =
        Optional.ofNullable(file)
            .map(given -> Contract.read(given, day.partner()))
            .or(() -> Contract.of(day.partner()))
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        day.partner().file()
                            + " names no contract; add contract: FILE, or give --contract"));
    QueryCheck.require(contract);
    return contract;
  }
}
