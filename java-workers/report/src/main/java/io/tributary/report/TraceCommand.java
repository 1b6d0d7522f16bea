package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Json;
import io.tributary.core.error.ConfigurationException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary trace}: from a merged row to its archive, or from an archive to its rows. */
@Command(
    name = "trace",
    description = {
      "Follows a row of a merged table back to archive, member and line,",
      "or an archive to where its rows went."
    },
    footer = {
      "",
      "Examples:",
      "  tributary trace --partner overseas-1 --date 2025-03-17 --table room_rate --row 812",
      "  tributary trace --partner overseas-1 --date 2025-03-17 --archive batch-00103.tar.gz"
    })
public final class TraceCommand extends DayCommand {
  @ArgGroup(multiplicity = "1")
  private Start start;

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** Where the trace starts. */
  private static final class Start {
    @ArgGroup(exclusive = false)
    private Row row;

    @Option(
        names = "--archive",
        required = true,
        paramLabel = "NAME",
        description = "An archive of the delivery.")
    private String archive;
  }

  /** A row of a table. */
  private static final class Row {
    @Option(
        names = "--table",
        required = true,
        paramLabel = "TABLE",
        description = "A merged table.")
    private String table;

    @Option(
        names = "--row",
        required = true,
        paramLabel = "N",
        description = "A row of its CSV, from 1; the header is not counted.")
    private long number;
  }

  @Override
  protected String task() {
    return "trace";
  }

  @Override
  protected WorkerResult work(Day day) {
    if (start == null) {
      throw new ConfigurationException("give --table and --row, or --archive");
    }
    PrintWriter out = StandardOutput.of(spec);
    if (start.archive != null) {
      ArchiveFate fate = new ArchiveTrace(day, start.archive).fate();
      out.print(json ? text(fate) : fate.readable());
    } else {
      RowOrigin origin = new RowTrace(day, start.row.table, start.row.number).origin();
      out.print(json ? text(origin) : origin.readable());
    }
    out.flush();
    return WorkerResult.of("traced");
  }

  private static String text(Object document) {
    return new String(Json.bytes(document), StandardCharsets.UTF_8);
  }
}
