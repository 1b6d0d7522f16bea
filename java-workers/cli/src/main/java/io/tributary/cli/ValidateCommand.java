package io.tributary.cli;

import io.tributary.core.command.Outcome;
import io.tributary.core.config.PartnerFile;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.PermissionException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import io.tributary.merge.rules.QueryCheck;
import io.tributary.quality.contract.Contract;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks partner files before a run does: all mistakes of all files at once. */
@Command(
    name = "validate",
    description = {
      "Checks partner files and the data contracts that they name: every mistake with file, line,",
      "key and what would be right.",
      "A file is right when the workers can read it; --connect also tries what it points to."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary validate dags/partners/*.yaml",
      "  tributary validate overseas-1 --connect --date 2025-03-17",
      "",
      "Exit codes: 0 all right, 2 a mistake in a file, 77 credentials or host key refused,",
      "75 source or storage away"
    })
final class ValidateCommand implements Callable<Integer> {
  private static final String CONTRACT = ".odcs.yaml";

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|NAME",
      description =
          "Partner files, contracts (*.odcs.yaml), or names of partners, looked up in"
              + " --partners.")
  private List<String> files;

  @Option(
      names = "--partners",
      paramLabel = "DIR",
      defaultValue = "${env:TRIBUTARY_PARTNERS}",
      description = "The folder of the partner files (default: TRIBUTARY_PARTNERS, dags/partners).")
  private Path partners;

  @Option(
      names = "--connect",
      description =
          "Also list the source, and write, read and delete a small object in the storage.")
  private boolean connect;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The day to list the source for (default: the partner's yesterday).")
  private LocalDate date;

  @Spec private CommandSpec spec;

  private final Map<String, Path> names = new HashMap<>();
  private CheckReport report;

  @Override
  public Integer call() {
    report = new CheckReport(spec.commandLine().getOut());
    files.forEach(this::check);
    return switch (report.code()) {
      case DONE -> ExitCode.DONE.code();
      case PERMISSION -> Outcome.report(new PermissionException(report.summary()));
      case TEMPORARY -> Outcome.report(new TemporaryException(report.summary()));
      default -> Outcome.report(new ConfigurationException(report.summary()));
    };
  }

  private void check(String file) {
    if (file.endsWith(CONTRACT)) {
      // They lie beside the partner files; a contract alone is checked against nothing else.
      contract(() -> Optional.of(Contract.read(Path.of(file))));
      return;
    }
    PartnerSpec partner;
    try {
      Path path = PartnerFile.find(file, Optional.ofNullable(partners));
      partner = PartnerFile.read(path, System.getenv());
      alone(partner);
    } catch (WorkerException e) {
      report.failed(e);
      return;
    }
    report.passed(
        partner.file()
            + ": partner "
            + partner.partner()
            + ", "
            + partner.tables().size()
            + " tables listed");
    contract(() -> Contract.of(partner));
    String expected = partner.partner() + ".yaml";
    if (!partner.file().endsWith(expected)) {
      report.noted(partner.file() + ": a DAG is made of it only under the name " + expected);
    }
    if (connect) {
      ConnectionCheck check = new ConnectionCheck(partner, report);
      check.source(date == null ? LocalDate.now(partner.timezone()).minusDays(1) : date);
      check.storage();
    }
  }

  private void contract(Supplier<Optional<Contract>> reader) {
    try {
      Optional<Contract> found = reader.get();
      found.ifPresent(QueryCheck::require);
      found.ifPresent(
          contract ->
              report.passed(
                  contract.file()
                      + ": contract of "
                      + contract.tables().size()
                      + " tables, "
                      + contract.tables().values().stream()
                          .mapToInt(table -> table.rules().size() + table.dayRules().size())
                          .sum()
                      + " rules"));
    } catch (WorkerException e) {
      report.failed(e);
    }
  }

  /** Two files of one name would write into the same folder. */
  private void alone(PartnerSpec partner) {
    Path first = names.putIfAbsent(partner.partner(), partner.file().toAbsolutePath().normalize());
    if (first != null && !first.equals(partner.file().toAbsolutePath().normalize())) {
      throw new ConfigurationException(
          partner.file()
              + ": partner: '"
              + partner.partner()
              + "' is the partner of "
              + first
              + " already; give each file a name of its own");
    }
  }
}
