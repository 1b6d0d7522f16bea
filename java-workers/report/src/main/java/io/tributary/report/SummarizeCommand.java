package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Json;
import io.tributary.core.document.Summary;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tributary summarize}: what the day came to, whatever the other tasks did. */
@Command(
    name = "summarize",
    description = {
      "Counts the day and shows it: summary.txt, summary.json, report.html and the history.",
      "Runs whatever is missing, and prints summary.txt."
    },
    footer = {"", "Example:", "  tributary summarize --partner overseas-1 --date 2025-03-17"})
public final class SummarizeCommand extends DayCommand {
  @Spec private CommandSpec spec;

  @Override
  protected String task() {
    return "summarize";
  }

  @Override
  protected WorkerResult work(Day day) {
    DayReport report = new DaySummary(day, Instant.now()).read();
    String text = SummaryText.of(report);
    write(day, "summary.txt", Payload.of(text));
    write(day, "report.html", Payload.of(Pages.day(day, report)));
    MetricHistory.append(day, report);
    // After the page that the alerts point to.
    DayReport told = SummaryTelemetry.send(day, SummaryAlerts.tell(day, report), System.getenv());
    if (!told.summary().findings().equals(report.summary().findings())) {
      text = SummaryText.of(told);
      write(day, "summary.txt", Payload.of(text));
      write(day, "report.html", Payload.of(Pages.day(day, told)));
    }
    Pages.writePartner(day, told);
    // Last: it says which publications have been told of.
    write(day, "summary.json", Payload.of(Json.bytes(told.summary())));
    print(text);
    Summary summary = told.summary();
    return new WorkerResult(
        "summarised "
            + summary.partner()
            + " "
            + summary.date()
            + ": "
            + summary.verdict().name().toLowerCase(Locale.ROOT)
            + "; see "
            + summary.report(),
        summary.published());
  }

  private static void write(Day day, String name, Payload payload) {
    day.store().write(day.layout().report(name), payload, WriteCondition.none());
  }

  private void print(String text) {
    PrintWriter out = StandardOutput.of(spec);
    out.print(text);
    out.flush();
  }
}
