package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Summary;
import java.util.Locale;

/** The service level objectives: on how many days they held, and what is left of their budgets. */
final class ObjectivesSection {
  private final Summary summary;
  private final Html html;

  ObjectivesSection(DayPage page, Html html) {
    this.summary = page.summary();
    this.html = html;
  }

  void write() {
    if (summary.slos().isEmpty()) {
      return;
    }
    if (summary.slos().values().stream().noneMatch(Summary.Slo::enough)) {
      html.markup("<p class=\"soft\">Objectives: not enough days known yet</p>\n");
      return;
    }
    html.markup("<section>\n<h2>Objectives <small>over the last 28 days</small></h2>\n")
        .markup("<table>\n<thead><tr><th>objective</th><th class=\"n\">good days</th>")
        .markup("<th class=\"n\">should be</th><th class=\"n\">may still fail</th></tr></thead>\n")
        .markup("<tbody>\n");
    summary.slos().forEach(this::line);
    html.markup("</tbody>\n</table>\n</section>\n");
  }

  private void line(String name, Summary.Slo slo) {
    html.element("<tr><th scope=\"row\">", name, "</th>");
    Lists.number(html, "good days", slo.good() + " of " + slo.days());
    Lists.number(html, "should be", Figures.percent(slo.objective()));
    Lists.number(html, "may still fail", left(slo));
    html.markup("</tr>\n");
  }

  private static String left(Summary.Slo slo) {
    if (!slo.enough()) {
      return "not enough days known";
    }
    String days = String.format(Locale.ROOT, "%.1f days", Math.abs(slo.budgetLeft()));
    return slo.budgetLeft() < 0 ? "overdrawn by " + days : days;
  }
}
