package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Sample;
import io.tributary.core.document.Severity;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Every finding: what is, what should be, how the metric went, rows to look up. */
final class FindingsSection {
  /** Findings with a card of their own; the others are lines of a table. */
  private static final int CARDS = 60;

  private final DayPage page;
  private final Html html;
  private final TrendChart chart;

  FindingsSection(DayPage page, Html html, Charts charts) {
    this.page = page;
    this.html = html;
    this.chart = new TrendChart(page, html, charts);
  }

  void write() {
    List<Finding> grave = page.grave();
    html.element("<section>\n<h2>Findings <small>", Figures.count(grave.size()), "</small></h2>\n");
    if (grave.isEmpty()) {
      html.markup("<p class=\"soft\">Nothing to complain of.</p>\n");
    }
    html.markup("<div class=\"findings\">\n");
    grave.stream().limit(CARDS).forEach(this::card);
    html.markup("</div>\n");
    if (grave.size() > CARDS) {
      table(grave.subList(CARDS, grave.size()));
    }
    List<Finding> notes =
        page.summary().findings().stream()
            .filter(finding -> finding.severity() == Severity.OK)
            .toList();
    if (!notes.isEmpty()) {
      html.element(
          "<details><summary>", Figures.count(notes.size(), "note", "notes"), "</summary>\n");
      table(notes);
      html.markup("</details>\n");
    }
    html.markup("</section>\n");
  }

  private void card(Finding finding) {
    html.element("<article class=\"finding ", Badge.word(finding.severity()), "\">\n<h3>");
    Badge.write(html, finding.severity());
    html.element(" ", where(finding), "");
    if (page.summary().changes().since().isPresent()) {
      page.state(finding).ifPresent(this::state);
    }
    action(finding);
    html.element("</h3>\n<p>", finding.message(), " ")
        .element("<small class=\"rule\">", finding.rule(), "</small></p>\n")
        .element("<dl><div><dt>is</dt><dd>", finding.actual(), "</dd></div>")
        .element("<div><dt>should be</dt><dd>", finding.expected(), "</dd></div></dl>\n");
    chart.write(finding);
    samples(finding.samples());
    html.markup("</article>\n");
  }

  private static String where(Finding finding) {
    return finding.table().orElse("the day")
        + finding.column().map(column -> " · " + column).orElse("");
  }

  private void state(FindingState state) {
    long day = ChronoUnit.DAYS.between(state.first(), page.summary().date()) + 1;
    String words =
        switch (state.state()) {
          case NEW -> "new";
          case ONGOING -> "day " + day;
          case KNOWN -> "known";
          case RESOLVED -> "resolved";
        };
    html.element(" <span class=\"chip\">", words, "</span>");
  }

  private void action(Finding finding) {
    if (finding.action() == RuleAction.HOLD) {
      html.markup(" <span class=\"chip\">table held</span>");
    } else if (finding.action() == RuleAction.QUARANTINE) {
      html.markup(" <span class=\"chip\">rows quarantined</span>");
    }
  }

  private void samples(List<Sample> samples) {
    if (samples.isEmpty()) {
      return;
    }
    html.markup("<table class=\"samples\">\n<caption>Rows to look up</caption>\n<thead><tr>")
        .markup("<th>archive</th><th>member</th><th class=\"n\">line</th><th>value</th></tr>")
        .markup("</thead>\n<tbody>\n");
    for (Sample sample : samples) {
      html.element("<tr><th scope=\"row\"><code>", sample.archive(), "</code></th>")
          .element("<td data-label=\"member\"><code>", sample.member(), "</code></td>")
          .element("<td class=\"n\" data-label=\"line\">", Figures.count(sample.line()), "</td>")
          .element("<td data-label=\"value\"><code>", value(sample), "</code></td></tr>\n");
    }
    html.markup("</tbody>\n</table>\n");
  }

  private static String value(Sample sample) {
    return Optional.of(sample.value()).filter(value -> !value.isEmpty()).orElse("(empty)");
  }

  private void table(List<Finding> findings) {
    html.markup("<table>\n<thead><tr><th>severity</th><th>where</th><th>what</th>")
        .markup("<th>is</th><th>should be</th></tr></thead>\n<tbody>\n");
    for (Finding finding : findings.stream().limit(DayPage.LINES).toList()) {
      html.markup("<tr><td>");
      Badge.write(html, finding.severity());
      html.element("</td><th scope=\"row\">", where(finding), "</th>")
          .element("<td>", finding.message(), "")
          .element("<small>", finding.rule(), "</small></td>")
          .element("<td data-label=\"is\">", finding.actual(), "</td>")
          .element("<td data-label=\"should be\">", finding.expected(), "</td></tr>\n");
    }
    html.markup("</tbody>\n</table>\n");
    Lists.more(html, findings.size());
  }
}
