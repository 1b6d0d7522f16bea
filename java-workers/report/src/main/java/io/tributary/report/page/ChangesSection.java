package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.FindingState.State;
import io.tributary.core.document.Summary;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** What is new, going on and resolved since the day before; on the first day there is nothing. */
final class ChangesSection {
  private static final int LINES = 8;

  private final Summary summary;
  private final Html html;

  ChangesSection(DayPage page, Html html) {
    this.summary = page.summary();
    this.html = html;
  }

  void write() {
    List<FindingState> all = summary.changes().findings();
    if (summary.changes().since().isEmpty()) {
      return;
    }
    html.markup("<section>\n<h2>Since the day before ")
        .element("<small>against ", summary.changes().since().get().toString(), "</small></h2>\n");
    if (all.isEmpty()) {
      html.markup("<p class=\"soft\">No findings, and none to be resolved.</p>\n</section>\n");
      return;
    }
    html.markup("<div class=\"changes\">\n");
    column("new", "New", State.NEW);
    column("ongoing", "Going on", State.ONGOING);
    column("known", "Known, accepted", State.KNOWN);
    column("resolved", "Resolved", State.RESOLVED);
    html.markup("</div>\n</section>\n");
  }

  private void column(String kind, String title, State state) {
    List<FindingState> of =
        summary.changes().findings().stream().filter(one -> one.state() == state).toList();
    if (of.isEmpty() && state == State.KNOWN) {
      return;
    }
    html.markup("<div class=\"" + kind + "\">")
        .element("<h3>", title, " ")
        .element("<small>", Figures.count(of.size()), "</small></h3>\n<ul>\n");
    of.stream().limit(LINES).forEach(this::line);
    if (of.isEmpty()) {
      html.markup("<li class=\"soft\">none</li>\n");
    }
    if (of.size() > LINES) {
      html.element("<li class=\"soft\">and ", Figures.count(of.size() - LINES), " more</li>\n");
    }
    html.markup("</ul></div>\n");
  }

  private void line(FindingState state) {
    html.markup("<li><span class=\"dot ")
        .text(Badge.word(state.severity()))
        .element("\" title=\"", Badge.word(state.severity()), "\">")
        .element("", Badge.glyph(state.severity()), "</span> ")
        .element("<b>", where(state), "</b> ")
        .element("", state.message(), "");
    if (state.state() == State.ONGOING || state.state() == State.KNOWN) {
      html.element(" <small>", age(state) + ", since " + state.first(), "</small>");
    }
    html.markup("</li>\n");
  }

  private String age(FindingState state) {
    return "day " + Figures.count(ChronoUnit.DAYS.between(state.first(), summary.date()) + 1);
  }

  static String where(FindingState state) {
    return Stream.of(state.table(), state.column())
        .flatMap(java.util.Optional::stream)
        .reduce((table, column) -> table + " · " + column)
        .orElse("the day");
  }
}
