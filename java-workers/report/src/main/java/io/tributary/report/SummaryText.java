package io.tributary.report;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.Severity;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code summary.txt}: what a person on call reads in ten seconds. The verdict first, then every
 * table's equation with the worst first, then what is missing, refused, changed or failed, by name
 * as far as names help.
 */
final class SummaryText {
  private static final int REASON = 72;

  private final DayReport report;
  private final Summary summary;
  private final StringBuilder text = new StringBuilder();
  private final LabelledText labelled = new LabelledText(text);

  private SummaryText(DayReport report) {
    this.report = report;
    this.summary = report.summary();
  }

  static String of(DayReport report) {
    SummaryText text = new SummaryText(report);
    text.head();
    text.tables();
    text.lists();
    text.foot();
    return text.text.toString();
  }

  private void head() {
    ends("Tributary · " + summary.partner() + " · " + summary.date(), word(summary.verdict()));
    ends(archives(), delivered());
    text.append('\n');
  }

  private String archives() {
    Summary.Archives archives = summary.archives();
    List<String> parts = new ArrayList<>();
    parts.add(
        Figures.count(archives.extracted())
            + " of "
            + Figures.count(archives.listed(), "archive", "archives"));
    part(parts, archives.missing(), "missing");
    part(parts, archives.refused(), "refused");
    part(parts, archives.duplicate(), archives.duplicate() == 1 ? "duplicate" : "duplicates");
    part(parts, report.tally().withoutManifest().size(), "not extracted");
    return String.join(", ", parts);
  }

  private static void part(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(Figures.count(count) + " " + what);
    }
  }

  /** The time of the frozen list; against the deadline when it is of the day of the run. */
  private String delivered() {
    Optional<SourceList> sources = report.sources();
    if (sources.isEmpty()) {
      return "no source list";
    }
    ZonedDateTime frozen = sources.get().frozenAt().atZone(report.partner().timezone());
    if (!frozen.toLocalDate().equals(summary.date().plusDays(1))) {
      return "listed " + frozen.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm"));
    }
    return frozen.format(DateTimeFormatter.ofPattern("HH:mm"))
        + ", deadline "
        + report.partner().source().deadline();
  }

  private void tables() {
    if (summary.tables().isEmpty()) {
      text.append("no tables\n\n");
      return;
    }
    TextTable table = new TextTable("<>>>>>>>><<<");
    table.add("table", "delivered", "=", "merged", "+", "quarantined", "+", "dropped", "columns");
    Comparator<Map.Entry<String, Summary.Table>> worstFirst =
        Comparator.comparing(entry -> entry.getValue().verdict(), Comparator.reverseOrder());
    summary.tables().entrySet().stream()
        .sorted(worstFirst.thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> line(table, entry.getKey(), entry.getValue()));
    total(table);
    table.writeTo(text);
    text.append('\n');
  }

  private void line(TextTable into, String name, Summary.Table table) {
    String shown = DisplayWidth.cut(DisplayWidth.plain(name), 40);
    if (table.published()) {
      into.add(
          shown,
          Figures.count(table.delivered()),
          "",
          Figures.count(table.merged()),
          "",
          Figures.count(table.quarantined()),
          "",
          Figures.count(table.dropped()),
          Integer.toString(table.columns()),
          change(name),
          word(table.verdict()),
          reason(name));
    } else {
      into.add(
          shown,
          Figures.count(table.delivered()),
          "",
          "–",
          "",
          "–",
          "",
          "–",
          "–",
          "",
          word(table.verdict()),
          reason(name));
    }
  }

  private void total(TextTable into) {
    if (summary.tables().size() > 1) {
      into.add(
          Figures.count(summary.tables().size()) + " tables",
          sum(Summary.Table::delivered),
          "",
          sum(Summary.Table::merged),
          "",
          sum(Summary.Table::quarantined),
          "",
          sum(Summary.Table::dropped));
    }
  }

  private String sum(Function<Summary.Table, Long> figure) {
    return Figures.count(summary.tables().values().stream().mapToLong(figure::apply).sum());
  }

  /** Columns that came and went, such as {@code +1 -2}. */
  private String change(String table) {
    TableMetadata metadata = report.metadata().get(table);
    long added = changes(metadata, TableMetadata.Change.Kind.ADDED);
    long removed = changes(metadata, TableMetadata.Change.Kind.REMOVED);
    return (added > 0 ? "+" + added : "")
        + (added > 0 && removed > 0 ? " " : "")
        + (removed > 0 ? "-" + removed : "");
  }

  private static long changes(TableMetadata metadata, TableMetadata.Change.Kind kind) {
    return metadata.drift().changes().stream().filter(change -> change.kind() == kind).count();
  }

  /** The gravest finding of a table, and how many more there are. */
  private String reason(String table) {
    List<Finding> findings = report.reasons(table);
    if (findings.isEmpty()) {
      return "";
    }
    String more = findings.size() == 1 ? "" : "  (+" + (findings.size() - 1) + " more)";
    return DisplayWidth.cut(says(findings.get(0)), REASON - more.length()) + more;
  }

  private static String says(Finding finding) {
    return DisplayWidth.plain(
        finding.column().map(column -> column + ": ").orElse("") + finding.message());
  }

  private void lists() {
    int before = text.length();
    labelled.names("missing", summary.missing());
    labelled.names("not extracted", List.copyOf(report.tally().withoutManifest().keySet()));
    refused();
    labelled.names(
        "duplicates",
        report.tally().duplicates().entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .toList());
    drift();
    labelled.lines(
        "known",
        summary.changes().findings().stream()
            .filter(state -> state.state() == FindingState.State.KNOWN)
            .map(
                state ->
                    DisplayWidth.plain(
                        state.table().map(table -> table + " ").orElse("")
                            + state.column().map(column -> column + ": ").orElse("")
                            + state.message()))
            .toList());
    labelled.lines(
        "problems",
        summary.findings().stream()
            .filter(finding -> finding.table().isEmpty() && finding.severity() != Severity.OK)
            .map(finding -> word(finding.severity()) + "  " + says(finding))
            .toList());
    if (text.length() > before) {
      text.append('\n');
    }
  }

  private void refused() {
    TextTable table = new TextTable("<<");
    List<Summary.Refusal> refusals = summary.refusals();
    refusals.stream()
        .limit(LabelledText.LINES)
        .forEach(
            refusal ->
                table.add(
                    DisplayWidth.cut(
                        DisplayWidth.plain(
                            refusal.archive()
                                + refusal.member().map(member -> " / " + member).orElse("")),
                        REASON),
                    refusal.reason()));
    labelled.aligned("refused", table, refusals.size());
  }

  /** A line for each table whose headers are news. */
  private void drift() {
    TextTable table = new TextTable("<<");
    List<TableMetadata> drifted =
        report.metadata().values().stream()
            .filter(
                metadata ->
                    metadata.quality().findings().stream()
                        .anyMatch(finding -> finding.rule().equals("header-drift")))
            .toList();
    for (TableMetadata metadata : drifted.stream().limit(LabelledText.LINES).toList()) {
      table.add(
          DisplayWidth.plain(metadata.table()),
          DisplayWidth.cut(DisplayWidth.plain(DriftText.of(metadata)), LabelledText.ROOM));
    }
    labelled.aligned("drift", table, drifted.size());
  }

  /** How many findings come, stay and go; the page names them. */
  private void changes() {
    if (summary.changes().since().isEmpty() || summary.changes().findings().isEmpty()) {
      return;
    }
    List<String> parts = new ArrayList<>();
    for (FindingState.State state : FindingState.State.values()) {
      long count =
          summary.changes().findings().stream().filter(one -> one.state() == state).count();
      part(parts, count, state.name().toLowerCase(Locale.ROOT));
    }
    String since = " since " + summary.changes().since().get();
    labelled.line("findings", String.join(", ", parts) + since);
  }

  private void foot() {
    changes();
    if (!summary.stages().isEmpty()) {
      List<String> stages = new ArrayList<>();
      summary.stages().forEach((name, stage) -> stages.add(stage(name, stage)));
      labelled.line("stages", String.join("   ", stages));
    }
    objectives();
    labelled.line("report", summary.report());
  }

  private void objectives() {
    if (summary.slos().values().stream().anyMatch(Summary.Slo::enough)) {
      List<String> levels = new ArrayList<>();
      summary.slos().forEach((name, slo) -> levels.add(level(name, slo)));
      labelled.line("objectives", String.join("   ", levels));
    } else if (!summary.slos().isEmpty()) {
      labelled.line("objectives", "not enough history");
    }
  }

  /** {@code fresh 27 of 28 days (95 % asked, 0.4 days left)}. */
  private static String level(String name, Summary.Slo slo) {
    if (!slo.enough()) {
      return name + ": not enough history";
    }
    String left =
        slo.budgetLeft() < 0
            ? "overspent"
            : String.format(Locale.ROOT, "%.1f days left", slo.budgetLeft());
    return name
        + " "
        + slo.good()
        + " of "
        + Figures.count(slo.days(), "day", "days")
        + " ("
        + Math.round(slo.objective() * 1000) / 10.0
        + " % asked, "
        + left
        + ")";
  }

  private static String stage(String name, Summary.Stage stage) {
    List<String> more = new ArrayList<>();
    long bytes = stage.numbers().getOrDefault("bytes-read", 0L);
    if (bytes > 0) {
      more.add(Figures.bytes(bytes));
      if (stage.seconds() > 0) {
        more.add(Figures.rate(bytes, stage.seconds()));
      }
    }
    if (stage.failures() > 0) {
      more.add(stage.failures() + " of " + stage.attempts() + " attempts failed");
    }
    return name
        + " "
        + Figures.duration(stage.seconds())
        + (more.isEmpty() ? "" : " (" + String.join(", ", more) + ")");
  }

  private void ends(String left, String right) {
    int gap = Math.max(2, LabelledText.WIDTH - DisplayWidth.of(left) - DisplayWidth.of(right));
    text.append(left).append(" ".repeat(gap)).append(right).append('\n');
  }

  private static String word(Severity severity) {
    return severity == Severity.OK ? "ok" : severity.name().toUpperCase(Locale.ROOT);
  }
}
