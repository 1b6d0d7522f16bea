package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.PartnerOptions;
import io.tributary.core.config.Spelling;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.DataException;
import io.tributary.core.history.Acceptance;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.history.KnownAnomalies;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary history accept}. */
@Command(
    name = "accept",
    description = {
      "Says that an anomaly is known, and why. It does not train any more, and the day's summary",
      "calls it known when it is made again. Days that are frozen already keep what they knew."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary history accept --partner overseas-1 --date 2025-03-17 --reason \"a feast\"",
      "  tributary history accept --partner overseas-1 --date 2025-03-17 --table room_rate \\",
      "      --column price --metric null-ratio --reason \"new rooms have no price yet\""
    })
final class HistoryAccept implements Callable<Integer> {
  @Mixin private PartnerOptions partner = new PartnerOptions();

  @Option(
      names = "--date",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "The odd day.")
  private LocalDate date;

  @Option(names = "--table", paramLabel = "TABLE", description = "Of which table (default: all).")
  private String table;

  @Option(
      names = "--column",
      paramLabel = "COLUMN",
      description = "Of which column of the table (default: all).")
  private String column;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description = "Which metric, as history show names it (default: all).")
  private String metric;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for people.")
  private String reason;

  @Mixin private Person person = new Person();

  @Spec private CommandSpec spec;

  private static Optional<Summary> summary(Day day) {
    try {
      return Json.find(day.store(), day.layout().report("summary.json"), Summary.class);
    } catch (DataException e) {
      // It is accepted all the same.
      return Optional.empty();
    }
  }

  /** A slip of the pen covers nothing, and nobody would see it. */
  private static String covered(Acceptance acceptance, Summary summary, DayLayout layout) {
    long findings =
        summary.findings().stream()
            .filter(finding -> finding.severity() != Severity.OK)
            .filter(finding -> KnownAnomalies.covers(acceptance, finding, layout))
            .count();
    if (findings > 0) {
      return "it covers "
          + Figures.count(findings, "finding", "findings")
          + " of the day's summary";
    }
    String unknown =
        acceptance
            .table()
            .filter(table -> !summary.tables().containsKey(table))
            .map(
                table ->
                    ": there is no table "
                        + table
                        + ", "
                        + Spelling.advice(table, summary.tables().keySet()))
            .orElse("; history show and the summary have the names");
    return "it covers no finding of the day's summary" + unknown;
  }

  @Override
  public Integer call() {
    if (reason.isBlank()) {
      throw new ConfigurationException("--reason says nothing; write why the day was odd");
    }
    if (column != null && table == null) {
      throw new ConfigurationException("--column needs the --table that it is of");
    }
    Day day = partner.open(date);
    try (var store = day.store()) {
      Acceptance acceptance =
          new Acceptance(
              Acceptance.VERSION,
              date,
              Optional.ofNullable(table),
              Optional.ofNullable(column),
              Optional.ofNullable(metric),
              reason.strip(),
              person.name(),
              Instant.now().truncatedTo(ChronoUnit.MILLIS));
      String id = new HistoryFolder(store, day.layout()).accept(acceptance);
      PrintWriter out = StandardOutput.of(spec);
      out.println("accepted " + id + ": " + acceptance.scope() + " on " + date);
      summary(day).ifPresent(told -> out.println(covered(acceptance, told, day.layout())));
      out.flush();
    }
    return 0;
  }
}
