package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayReader;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary quarantine list}: how many records are in quarantine, why, and of what. */
@Command(
    name = "list",
    description = "Counts the records in quarantine by table, reason and archive.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary quarantine list --partner overseas-1 --date 2025-03-17",
      "  tributary quarantine list --partner overseas-1 --date 2025-03-17 --table room_rate --json"
    })
public final class QuarantineListCommand extends DayReader {
  private static final int ARCHIVES = 20;

  @Option(
      names = "--table",
      split = ",",
      paramLabel = "TABLE",
      description = "Only these tables (default: all).")
  private List<String> tables = List.of();

  @Option(names = "--json", description = "Write JSON, with all archives.")
  private boolean json;

  @Spec private CommandSpec spec;

  /**
   * Records in quarantine that have these in common.
   *
   * @param table that they belong to
   * @param reason why
   * @param archive that they were delivered in
   * @param records how many
   */
  record Count(String table, String reason, String archive, long records) {}

  @Override
  protected WorkerResult read(Day day) {
    QuarantineReader reader = new QuarantineReader(day);
    List<Count> counts = new ArrayList<>();
    for (String table : reader.tables(tables)) {
      counts.addAll(counts(table, reader));
    }
    long all = counts.stream().mapToLong(Count::records).sum();
    PrintWriter out = StandardOutput.of(spec);
    out.print(json ? new String(Json.bytes(counts), StandardCharsets.UTF_8) : readable(counts));
    out.flush();
    return WorkerResult.of(
        Figures.count(all, "record", "records")
            + " in quarantine of "
            + day.partner().partner()
            + " "
            + day.date());
  }

  /** Most records first, within a reason. */
  private static List<Count> counts(String table, QuarantineReader reader) {
    TreeMap<String, TreeMap<String, Long>> byReason = new TreeMap<>();
    reader.read(
        table,
        record -> {
          byReason
              .computeIfAbsent(record.reason(), unused -> new TreeMap<>())
              .merge(record.archive(), 1L, Long::sum);
          return true;
        });
    List<Count> counts = new ArrayList<>();
    byReason.forEach(
        (reason, archives) ->
            archives.entrySet().stream()
                .map(entry -> new Count(table, reason, entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Count::records).reversed())
                .forEach(counts::add));
    return counts;
  }

  private static String readable(List<Count> counts) {
    StringBuilder text = new StringBuilder();
    TextTable table = new TextTable("<<<>");
    table.add("table", "reason", "archive", "records");
    int i = 0;
    while (i < counts.size()) {
      int end = i;
      long rest = 0;
      while (end < counts.size() && sameReason(counts.get(i), counts.get(end))) {
        Count count = counts.get(end);
        if (end - i < ARCHIVES) {
          table.add(
              DisplayWidth.plain(count.table()),
              count.reason(),
              DisplayWidth.plain(count.archive()),
              Figures.count(count.records()));
        } else {
          rest += count.records();
        }
        end++;
      }
      if (end - i > ARCHIVES) {
        table.add(
            DisplayWidth.plain(counts.get(i).table()),
            counts.get(i).reason(),
            Figures.count(end - i - ARCHIVES) + " more",
            Figures.count(rest));
      }
      i = end;
    }
    if (!counts.isEmpty()) {
      table.writeTo(text);
    }
    return text.toString();
  }

  private static boolean sameReason(Count one, Count other) {
    return one.table().equals(other.table()) && one.reason().equals(other.reason());
  }
}
