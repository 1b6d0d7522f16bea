package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Figures;
import io.tributary.core.error.DataException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary verify}: whether what was published keeps the promises. */
@Command(
    name = "verify",
    description = {
      "Checks what was published: presence, sizes and checksums of every table, the conservation",
      "of records, refused and missing archives within what is tolerated, the quality gate.",
      "Exit code 65 when anything is wrong."
    },
    footer = {
      "",
      "Examples:",
      "  tributary verify --partner overseas-1 --date 2025-03-17",
      "  tributary verify --partner overseas-1 --date 2025-03-17 --deep"
    })
public final class VerifyCommand extends DayCommand {
  /** Number in the run record of a check of some tables: how many. */
  static final String SELECTED_TABLES = "selected-tables";

  @Option(names = "--deep", description = "Read every extracted and every published byte again.")
  private boolean deep;

  @Option(
      names = "--only",
      paramLabel = "TABLE",
      split = ",",
      description = {
        "The tables that had to be merged (default: all that were delivered). Others are checked",
        "as well if they are published, but may be of an older delivery or not there."
      })
  private List<String> only = List.of();

  @Spec private CommandSpec spec;

  @Override
  protected String task() {
    return "verify";
  }

  @Override
  protected WorkerResult work(Day day) {
    Set<String> selected = new TreeSet<>(only);
    selected.removeIf(String::isBlank);
    if (!selected.isEmpty()) {
      // Whoever asks later whether the day was checked, finds that this is not all of it.
      day.numbers().add(SELECTED_TABLES, selected.size());
    }
    PrintWriter out = StandardOutput.of(spec);
    List<String> failures = new DayVerifier(day, selected, out::println).verify(deep);
    out.flush();
    String whose = day.partner().partner() + " " + day.date();
    if (!failures.isEmpty()) {
      throw new DataException(
          whose
              + " does not pass: "
              + Figures.count(failures.size(), "failure", "failures")
              + ": "
              + DayVerifier.named(failures)
              + "; the log has all");
    }
    return WorkerResult.of("verified " + whose + (deep ? ", every byte" : ""));
  }
}
