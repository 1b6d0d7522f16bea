package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.PartnerOptions;
import io.tributary.core.document.Figures;
import io.tributary.core.history.HistoryFolder;
import io.tributary.quality.History;
import io.tributary.quality.Observation;
import io.tributary.quality.history.RecordedHistory;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary history show}. */
@Command(
    name = "show",
    description = {
      "Prints what metrics were, day by day: of a table, of one of its columns, or of the days as",
      "a whole. Values marked * belong to known anomalies, and do not train."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary history show --partner overseas-1 --table room_rate",
      "  tributary history show --partner overseas-1 --table room_rate --column price \\",
      "      --metric null-ratio --days 14",
      "  tributary history show --partner overseas-1 --metric merge-seconds"
    })
final class HistoryShow implements Callable<Integer> {
  private static final List<String> OF_DAY =
      List.of("archives-listed", "archives-missing", "fresh", "complete", "correct");
  private static final List<String> OF_TABLE =
      List.of("delivered", "merged", "quarantined", "dropped", "members", "columns");
  private static final List<String> OF_COLUMN =
      List.of("nulls", "null-ratio", "distinct", "mean", "least", "greatest");

  @Mixin private PartnerOptions partner = new PartnerOptions();

  @Option(names = "--table", paramLabel = "TABLE", description = "Of which table.")
  private String table;

  @Option(names = "--column", paramLabel = "COLUMN", description = "Of which column of the table.")
  private String column;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      split = ",",
      description = "Which metrics (default: the usual ones of a day, a table or a column).")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "28",
      description = "Days of the calendar to look back (default: ${DEFAULT-VALUE}).")
  private int days;

  @Mixin private UntilOption until = new UntilOption();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Day day = partner.open(LocalDate.EPOCH);
    try (var store = day.store()) {
      HistoryFolder folder = new HistoryFolder(store, day.layout());
      LocalDate after = until.dayAfter(day);
      List<String> names = folder.newest(after, days);
      History all = RecordedHistory.read(store, folder, after, names, List.of(), this::wanted);
      History training =
          RecordedHistory.read(store, folder, after, names, folder.accepted(), this::wanted);
      PrintWriter out = StandardOutput.of(spec);
      out.print(table(all, training));
      out.flush();
    }
    return 0;
  }

  private boolean wanted(String name) {
    return name.equals(table);
  }

  private String table(History all, History training) {
    List<String> shown = shown();
    Map<LocalDate, String[]> lines = new TreeMap<>();
    for (int i = 0; i < shown.size(); i++) {
      List<Observation> train = series(training, shown.get(i));
      for (Observation one : series(all, shown.get(i))) {
        lines.computeIfAbsent(one.date(), date -> begin(date, shown.size()))[i + 2] =
            number(one.value()) + (train.contains(one) ? "" : "*");
      }
    }
    if (lines.isEmpty()) {
      return "no such history in the last " + Figures.count(days, "day", "days") + "\n";
    }
    TextTable text = new TextTable("<<" + ">".repeat(shown.size()));
    String[] head = begin(LocalDate.EPOCH, shown.size());
    head[0] = "date";
    head[1] = "";
    for (int i = 0; i < shown.size(); i++) {
      head[i + 2] = DisplayWidth.plain(shown.get(i));
    }
    text.add(head);
    lines.values().forEach(text::add);
    StringBuilder made = new StringBuilder();
    text.writeTo(made);
    return made.toString();
  }

  private List<String> shown() {
    if (!metrics.isEmpty()) {
      return metrics;
    }
    return table == null ? OF_DAY : column == null ? OF_TABLE : OF_COLUMN;
  }

  private List<Observation> series(History history, String metric) {
    return history.of(Optional.ofNullable(table), Optional.ofNullable(column), metric);
  }

  private static String[] begin(LocalDate date, int metrics) {
    String[] cells = new String[metrics + 2];
    java.util.Arrays.fill(cells, "–");
    cells[0] = date.toString();
    cells[1] = date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    return cells;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Figures.count((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
