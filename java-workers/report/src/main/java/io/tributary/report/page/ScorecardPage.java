package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.report.page.Scorecard.Example;
import io.tributary.report.page.Scorecard.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code scorecard.html}. */
final class ScorecardPage {
  private final PartnerPages pages;
  private final Scorecard card;
  private final Html html = new Html();

  ScorecardPage(PartnerPages pages) {
    this.pages = pages;
    this.card = new Scorecard(pages);
  }

  String html() {
    html.element("<header><h1>", pages.partner(), " <small>scorecard of its deliveries");
    if (!pages.days().isEmpty()) {
      html.element(
          ", ",
          pages.days().get(0).date() + " to " + pages.days().get(pages.days().size() - 1).date(),
          "");
    }
    html.markup("</small></h1></header>\n");
    totals();
    List<PartnerDay> newestFirst = new ArrayList<>(pages.days());
    Collections.reverse(newestFirst);
    days(newestFirst);
    examples(newestFirst);
    String foot =
        "<p><a href=\"scorecard.csv\">scorecard.csv</a>, to send along · "
            + "<a href=\"index.html\">All days</a></p>";
    return new Frame("Tributary · " + pages.partner() + " · scorecard").page(html.toString(), foot);
  }

  private void totals() {
    html.markup("<div class=\"facts\">\n");
    for (Kind kind : Kind.values()) {
      html.element("<div><b>", Scorecard.figure(kind, card.total(kind)), "</b><span>")
          .element("", kind.words(), " on ")
          .element("", Figures.count(card.days(kind), "day", "days"), " of ")
          .element("", Figures.count(pages.days().size()), "</span></div>\n");
    }
    html.markup("</div>\n");
  }

  private void days(List<PartnerDay> days) {
    html.markup("<section>\n");
    Lists.heading(html, "Days", days.size());
    html.markup("<table>\n<thead><tr><th>day</th><th>complete at</th>");
    for (Kind kind : Kind.values()) {
      html.element("<th class=\"n\">", kind.words(), "</th>");
    }
    html.markup("</tr></thead>\n<tbody>\n");
    for (PartnerDay day : days) {
      String date = day.date().toString();
      html.element("<tr><th scope=\"row\"><a href=\"", date + "/report.html", "\">")
          .element("", date, "</a></th>")
          .element(
              "<td data-label=\"complete at\">", PartnerPages.complete(day, pages.zone()), "</td>");
      for (Kind kind : Kind.values()) {
        Lists.number(html, kind.words(), Scorecard.figure(kind, Scorecard.count(day, kind)));
      }
      html.markup("</tr>\n");
    }
    html.markup("</tbody>\n</table>\n</section>\n");
  }

  private void examples(List<PartnerDay> days) {
    List<Example> examples =
        days.stream()
            .flatMap(day -> Scorecard.examples(day).values().stream())
            .flatMap(List::stream)
            .toList();
    if (examples.isEmpty()) {
      return;
    }
    html.markup("<section>\n");
    Lists.heading(html, "Examples to look up", examples.size());
    html.markup("<table>\n<thead><tr><th>day</th><th>what</th><th>table</th><th>archive</th>")
        .markup("<th>member</th><th class=\"n\">line</th><th>reason</th></tr></thead>\n<tbody>\n");
    for (Example example : examples.stream().limit(DayPage.LINES).toList()) {
      html.element("<tr><th scope=\"row\">", example.date().toString(), "</th>")
          .element("<td data-label=\"what\">", example.kind().words(), "</td>")
          .element("<td data-label=\"table\">", example.table().orElse("–"), "</td>")
          .element("<td data-label=\"archive\"><code>", example.archive(), "</code></td>")
          .element("<td data-label=\"member\"><code>", example.member(), "</code></td>");
      Lists.number(html, "line", example.line().map(Figures::count).orElse("–"));
      html.element("<td data-label=\"reason\">", example.reason(), "</td></tr>\n");
    }
    html.markup("</tbody>\n</table>\n");
    if (examples.size() > DayPage.LINES) {
      html.element(
          "<p class=\"soft\">and ",
          Figures.count(examples.size() - DayPage.LINES),
          " more in scorecard.csv</p>\n");
    }
    html.markup("</section>\n");
  }
}
