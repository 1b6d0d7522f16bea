package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayReader;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Json;
import io.tributary.core.error.ConfigurationException;
import io.tributary.report.QuarantineReader.Quarantined;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tributary quarantine show}: records in quarantine, with their places and their text. */
@Command(
    name = "show",
    description = {
      "Prints records in quarantine: archive, member, line, reason, and the record as delivered.",
      "On a terminal line ends and control characters are shown as \\n, \\t or \\u001b."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary quarantine show --partner overseas-1 --date 2025-03-17 --table room_rate",
      "  tributary quarantine show --partner overseas-1 --date 2025-03-17 --table room_rate \\",
      "      --reason too-many-fields --archive batch-00001.tar.gz --limit 5"
    })
public final class QuarantineShowCommand extends DayReader {
  /** Characters of a record on a terminal. */
  private static final int SHOWN = 1_000;

  @Option(
      names = "--table",
      split = ",",
      paramLabel = "TABLE",
      description = "Only these tables (default: all).")
  private List<String> tables = List.of();

  @Option(names = "--reason", paramLabel = "CODE", description = "Only records with this reason.")
  private String reason;

  @Option(names = "--archive", paramLabel = "NAME", description = "Only records of this archive.")
  private String archive;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Records of each table, at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Write JSON, with all that is kept of each record.")
  private boolean json;

  @Spec private CommandSpec spec;

  /**
   * A record in quarantine.
   *
   * @param table that it belongs to
   * @param record what its file has
   */
  record Shown(String table, Quarantined record) {}

  @Override
  protected WorkerResult read(Day day) {
    if (limit < 1 || limit > 100_000) {
      throw new ConfigurationException("--limit must be from 1 to 100000");
    }
    QuarantineReader reader = new QuarantineReader(day);
    List<Shown> shown = new ArrayList<>();
    for (String table : reader.tables(tables)) {
      int most = shown.size() + limit;
      reader.read(
          table,
          record -> {
            if (wanted(record)) {
              shown.add(new Shown(table, record));
            }
            return shown.size() < most;
          });
    }
    PrintWriter out = StandardOutput.of(spec);
    if (json) {
      out.print(new String(Json.bytes(shown), StandardCharsets.UTF_8));
    } else {
      shown.forEach(one -> out.print(readable(one)));
    }
    out.flush();
    return WorkerResult.of(
        "showed " + Figures.count(shown.size(), "record", "records") + " in quarantine");
  }

  private boolean wanted(Quarantined record) {
    return (reason == null || reason.equals(record.reason()))
        && (archive == null || archive.equals(record.archive()));
  }

  private static String readable(Shown shown) {
    Quarantined record = shown.record();
    String raw = record.raw();
    String cut =
        raw.codePointCount(0, raw.length()) > SHOWN
            ? raw.substring(0, raw.offsetByCodePoints(0, SHOWN))
            : raw;
    String rest = cut.length() < raw.length() ? "… (" + record.length() + " bytes)" : "";
    return DisplayWidth.plain(shown.table())
        + "  "
        + DisplayWidth.plain(record.archive())
        + "  "
        + DisplayWidth.plain(record.member())
        + "  line "
        + record.line()
        + "  "
        + record.reason()
        + "\n    "
        + escaped(cut)
        + rest
        + "\n";
  }

  /** Nothing in it moves a cursor, changes a colour or turns the direction of writing. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                  if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                    escaped.append(String.format("\\u%04x", c));
                  } else {
                    escaped.appendCodePoint(c);
                  }
                }
              }
            });
    return escaped.toString();
  }
}
