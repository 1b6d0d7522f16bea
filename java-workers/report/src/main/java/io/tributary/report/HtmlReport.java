package io.tributary.report;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code report.html}: the summary as one page that needs nothing else: no script, no network, one
 * style sheet inside. It opens from a mail, on a phone, in ten years.
 */
final class HtmlReport {
  private static final int LINES = 500;

  private final DayReport report;
  private final Summary summary;
  private final Html html = new Html();

  private HtmlReport(DayReport report) {
    this.report = report;
    this.summary = report.summary();
  }

  static String of(DayReport report) {
    HtmlReport page = new HtmlReport(report);
    page.write();
    return page.html.toString();
  }

  private void write() {
    head();
    facts();
    tables();
    findings();
    refusals();
    names("Missing at the source", summary.missing());
    names("Not extracted", List.copyOf(report.tally().withoutManifest().keySet()));
    new HtmlDrift(html).write(report.metadata());
    stages();
    foot();
  }

  private void head() {
    html.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .markup("<meta http-equiv=\"Content-Security-Policy\" ")
        .markup("content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
        .element("<title>", title() + ": " + word(summary.verdict()), "</title>\n")
        .markup("<style>\n" + style() + "</style>\n</head>\n<body>\n<header>\n")
        .element("<h1>", title(), "</h1>\n");
    badge(summary.verdict());
    html.markup("\n</header>\n");
  }

  private String title() {
    return "Tributary · " + summary.partner() + " · " + summary.date();
  }

  private void facts() {
    Summary.Archives archives = summary.archives();
    html.markup("<div class=\"facts\">\n");
    fact(
        Figures.count(archives.extracted()) + " / " + Figures.count(archives.listed()),
        "archives extracted");
    fact(Figures.count(archives.missing()), "missing");
    fact(Figures.count(archives.refused()), "refused");
    fact(Figures.count(archives.duplicate()), "duplicates");
    fact(Figures.count(summary.members().extracted()), "members");
    fact(Figures.count(sum(Summary.Table::merged)), "rows merged");
    fact(Figures.count(sum(Summary.Table::quarantined)), "quarantined");
    html.markup("</div>\n");
  }

  private void fact(String figure, String what) {
    html.element("<div><b>", figure, "</b>").element("<span>", what, "</span></div>\n");
  }

  private void tables() {
    heading("Tables", summary.tables().size());
    html.markup("<table>\n<thead><tr><th>table</th><th class=\"n\">delivered</th>")
        .markup("<th class=\"n\">= merged</th><th class=\"n\">+ quarantined</th>")
        .markup("<th class=\"n\">+ dropped</th><th class=\"n\">columns</th>")
        .markup("<th class=\"n\">bytes</th><th>verdict</th></tr></thead>\n<tbody>\n");
    Comparator<Map.Entry<String, Summary.Table>> worstFirst =
        Comparator.comparing(entry -> entry.getValue().verdict(), Comparator.reverseOrder());
    summary.tables().entrySet().stream()
        .sorted(worstFirst.thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> table(entry.getKey(), entry.getValue()));
    html.markup("</tbody>\n<tfoot><tr><th>all</th>");
    number("delivered", Figures.count(sum(Summary.Table::delivered)));
    number("= merged", Figures.count(sum(Summary.Table::merged)));
    number("+ quarantined", Figures.count(sum(Summary.Table::quarantined)));
    number("+ dropped", Figures.count(sum(Summary.Table::dropped)));
    html.markup("<td></td>");
    number("bytes", Figures.bytes(sum(Summary.Table::bytes)));
    html.markup("<td></td></tr></tfoot>\n</table>\n");
  }

  private void table(String name, Summary.Table table) {
    html.element("<tr><th>", name, "</th>");
    number("delivered", Figures.count(table.delivered()));
    number("= merged", published(table, Figures.count(table.merged())));
    number("+ quarantined", published(table, Figures.count(table.quarantined())));
    number("+ dropped", published(table, Figures.count(table.dropped())));
    number("columns", published(table, Integer.toString(table.columns())));
    number("bytes", published(table, Figures.bytes(table.bytes())));
    html.markup("<td class=\"verdict\">");
    badge(table.verdict());
    List<Finding> reasons = report.reasons(name);
    for (Finding reason : reasons.stream().limit(1).toList()) {
      String where = reason.column().map(column -> column + ": ").orElse("");
      html.element("<small>", where + reason.message(), "</small>");
    }
    if (reasons.size() > 1) {
      html.element("<small>and ", Figures.count(reasons.size() - 1), " more</small>");
    }
    html.markup("</td></tr>\n");
  }

  private static String published(Summary.Table table, String figure) {
    return table.published() ? figure : "–";
  }

  private long sum(Function<Summary.Table, Long> figure) {
    return summary.tables().values().stream().mapToLong(figure::apply).sum();
  }

  private void findings() {
    List<Finding> grave =
        summary.findings().stream().filter(finding -> finding.severity() != Severity.OK).toList();
    heading("Findings", grave.size());
    if (grave.isEmpty()) {
      html.markup("<p class=\"soft\">Nothing to complain of.</p>\n");
    } else {
      findings(grave);
    }
    List<Finding> notes =
        summary.findings().stream().filter(finding -> finding.severity() == Severity.OK).toList();
    if (!notes.isEmpty()) {
      html.element(
          "<details><summary>", Figures.count(notes.size(), "note", "notes"), "</summary>\n");
      findings(notes);
      html.markup("</details>\n");
    }
  }

  private void findings(List<Finding> findings) {
    html.markup("<table>\n<thead><tr><th>severity</th><th>where</th><th>what</th>")
        .markup("<th>is</th><th>should be</th></tr></thead>\n<tbody>\n");
    for (Finding finding : findings.stream().limit(LINES).toList()) {
      html.markup("<tr><td>");
      badge(finding.severity());
      html.element("</td><th>", finding.table().orElse("the day"), "");
      finding.column().ifPresent(column -> html.markup(" · ").text(column));
      html.element("</th><td>", finding.message(), "")
          .element("<small>", finding.rule(), "</small></td>")
          .element("<td data-label=\"is\">", finding.actual(), "</td>")
          .element("<td data-label=\"should be\">", finding.expected(), "</td></tr>\n");
    }
    html.markup("</tbody>\n</table>\n");
    more(findings.size());
  }

  private void refusals() {
    List<Summary.Refusal> refusals = summary.refusals();
    if (refusals.isEmpty()) {
      return;
    }
    heading("Refused", refusals.size());
    html.markup("<table>\n<thead><tr><th>archive</th><th>member</th><th>reason</th></tr></thead>")
        .markup("\n<tbody>\n");
    for (Summary.Refusal refusal : refusals.stream().limit(LINES).toList()) {
      html.element("<tr><th><code>", refusal.archive(), "</code></th>")
          .element("<td><code>", refusal.member().orElse("the whole archive"), "</code></td>")
          .element("<td>", refusal.reason(), "</td></tr>\n");
    }
    html.markup("</tbody>\n</table>\n");
    more(refusals.size());
  }

  private void names(String title, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    heading(title, names.size());
    html.markup("<p>");
    for (String name : names.stream().limit(LINES).toList()) {
      html.element("<code>", name, "</code> ");
    }
    html.markup("</p>\n");
    more(names.size());
  }

  private void stages() {
    if (summary.stages().isEmpty()) {
      return;
    }
    heading("Stages", summary.stages().size());
    html.markup("<table>\n<thead><tr><th>stage</th><th class=\"n\">time</th>")
        .markup("<th class=\"n\">attempts</th><th class=\"n\">failed</th><th class=\"n\">CPU</th>")
        .markup(
            "<th class=\"n\">peak memory</th><th class=\"n\">read</th></tr></thead>\n<tbody>\n");
    summary
        .stages()
        .forEach(
            (name, stage) -> {
              html.element("<tr><th>", name, "</th>");
              number("time", Figures.duration(stage.seconds()));
              number("attempts", Integer.toString(stage.attempts()));
              number("failed", Integer.toString(stage.failures()));
              number("CPU", Figures.duration(stage.cpuSeconds()));
              number("peak memory", Figures.bytes(stage.peakMemoryBytes()));
              number("read", Figures.bytes(stage.numbers().getOrDefault("bytes-read", 0L)));
              html.markup("</tr>\n");
            });
    html.markup("</tbody>\n</table>\n");
  }

  private void foot() {
    html.element("<footer><p>Run <code>", summary.runId(), "</code>, ")
        .element("written ", summary.written().toString(), ".</p>\n")
        .element("<p>Data in <code>", folder(), "</code></p></footer>\n</body>\n</html>\n");
  }

  private String folder() {
    return summary.report().substring(0, summary.report().lastIndexOf('/') + 1);
  }

  private void heading(String title, int count) {
    html.element("<h2>", title, " ").element("<small>", Figures.count(count), "</small></h2>\n");
  }

  private void more(int count) {
    if (count > LINES) {
      html.element(
          "<p class=\"soft\">and ", Figures.count(count - LINES), " more in summary.json</p>\n");
    }
  }

  private void number(String label, String figure) {
    html.element("<td class=\"n\" data-label=\"", label, "\">").element("", figure, "</td>");
  }

  private void badge(Severity severity) {
    String word = word(severity);
    html.markup("<span class=\"badge ").text(word).element("\">", word, "</span>");
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
