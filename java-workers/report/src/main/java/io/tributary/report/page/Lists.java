package io.tributary.report.page;

import io.tributary.core.document.Figures;

/** What long lists have in common: they are cut, and say so. */
final class Lists {
  private Lists() {}

  static void heading(Html html, String title, int count) {
    html.element("<h2>", title, " ").element("<small>", Figures.count(count), "</small></h2>\n");
  }

  /** How many of so many lines are not shown. */
  static void more(Html html, int count) {
    if (count > DayPage.LINES) {
      html.element(
          "<p class=\"soft\">and ",
          Figures.count(count - DayPage.LINES),
          " more in summary.json</p>\n");
    }
  }

  /** A figure in a cell that says on a phone what it is. */
  static void number(Html html, String label, String figure) {
    html.markup(
            figure.equals("0")
                ? "<td class=\"n zero\" data-label=\""
                : "<td class=\"n\" data-label=\"")
        .element("", label, "\">")
        .element("", figure, "</td>");
  }
}
