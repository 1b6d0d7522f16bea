package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.PartnerOptions;
import io.tributary.core.document.Figures;
import io.tributary.core.history.Acceptance;
import io.tributary.core.history.HistoryFolder;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary history list}. */
@Command(
    name = "list",
    description = "Lists the known anomalies in force, and the days that have a history.",
    footerHeading = "%nExample:%n",
    footer = "  tributary history list --partner overseas-1 --days 90")
final class HistoryList implements Callable<Integer> {
  @Mixin private PartnerOptions partner = new PartnerOptions();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "56",
      description = "Days of the calendar to look back (default: ${DEFAULT-VALUE}).")
  private int days;

  @Mixin private UntilOption until = new UntilOption();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Day day = partner.open(LocalDate.EPOCH);
    try (var store = day.store()) {
      HistoryFolder folder = new HistoryFolder(store, day.layout());
      StringBuilder text = new StringBuilder();
      acceptances(folder, text);
      days(folder.newest(until.dayAfter(day), days), text);
      PrintWriter out = StandardOutput.of(spec);
      out.print(text);
      out.flush();
    }
    return 0;
  }

  private static void acceptances(HistoryFolder folder, StringBuilder text) {
    List<String> ids = folder.accepted();
    TextTable table = new TextTable("<<<<");
    for (String id : ids) {
      Acceptance one = folder.acceptance(id);
      table.add(
          id,
          DisplayWidth.plain(one.scope()),
          DisplayWidth.plain(one.by()),
          DisplayWidth.plain(one.reason()));
    }
    text.append(Figures.count(ids.size(), "known anomaly", "known anomalies")).append('\n');
    table.writeTo(text);
  }

  private static void days(List<String> names, StringBuilder text) {
    text.append(Figures.count(names.size(), "day", "days")).append(" of history\n");
    for (String name : names) {
      text.append(name).append('\n');
    }
  }
}
