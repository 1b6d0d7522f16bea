package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Json;
import io.tributary.core.document.Summary;
import io.tributary.core.error.WorkerException;
import io.tributary.core.store.Payload;
import io.tributary.core.store.StaleUploads;
import io.tributary.core.store.WriteCondition;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Logger LOG = LoggerFactory.getLogger(SummarizeCommand.class);

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
    giveUpStaleUploads(day);
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

  /** Leftovers cost money, and never the summary. */
  private static void giveUpStaleUploads(Day day) {
    try {
      int given = StaleUploads.giveUp(day.store(), day.layout().day(), Instant.now());
      if (given > 0) {
        LOG.info("gave up {} uploads that killed tasks left behind more than a day ago", given);
      }
    } catch (WorkerException e) {
      LOG.warn("uploads that killed tasks left behind stay: {}", e.getMessage());
    }
  }

  private void print(String text) {
    PrintWriter out = StandardOutput.of(spec);
    out.print(text);
    out.flush();
  }
}
