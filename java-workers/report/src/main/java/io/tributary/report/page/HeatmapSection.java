package io.tributary.report.page;

import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The verdicts of the partner's day and of each of its tables over the days looked back. */
final class HeatmapSection {
  private final Html html;

  HeatmapSection(Html html) {
    this.html = html;
  }

  /**
   * Writes the section.
   *
   * @param last day of it
   * @param days that have a summary
   */
  void write(LocalDate last, List<PartnerDay> days) {
    write(last, days, "../");
  }

  /**
   * Writes the section.
   *
   * @param folder of the days, as a link from the page
   */
  void write(LocalDate last, List<PartnerDay> days, String folder) {
    Map<LocalDate, PartnerDay> byDate = new TreeMap<>();
    TreeSet<String> tables = new TreeSet<>();
    LocalDate first = last.minusDays(DayPage.DAYS - 1L);
    for (PartnerDay day : days) {
      if (!day.date().isBefore(first) && !day.date().isAfter(last)) {
        byDate.put(day.date(), day);
        tables.addAll(day.tables().keySet());
      }
    }
    html.markup("<section>\n<h2>The last 28 days ")
        .element("<small>", first + " to " + last, "</small></h2>\n")
        .markup("<div class=\"scroll\"><table class=\"heat\">\n<thead><tr><th>table</th>");
    for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
      String weekend = date.getDayOfWeek().getValue() > 5 ? " class=\"weekend\"" : "";
      html.markup("<th scope=\"col\"" + weekend + ">")
          .element("", Integer.toString(date.getDayOfMonth()), "</th>");
    }
    html.markup("</tr></thead>\n<tbody>\n<tr class=\"all\"><th scope=\"row\">all of the day</th>");
    for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
      Optional<PartnerDay> day = Optional.ofNullable(byDate.get(date));
      cell(date, day.map(PartnerDay::verdict), day.isPresent() ? folder : "");
    }
    html.markup("</tr>\n");
    for (String table : tables.stream().limit(DayPage.LINES).toList()) {
      html.element("<tr><th scope=\"row\">", table, "</th>");
      for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
        cell(
            date,
            Optional.ofNullable(byDate.get(date))
                .map(day -> day.tables().get(table))
                .map(Summary.Table::verdict),
            "");
      }
      html.markup("</tr>\n");
    }
    html.markup("</tbody>\n</table></div>\n");
    legend();
    html.markup("</section>\n");
  }

  private void cell(LocalDate date, Optional<Severity> verdict, String folder) {
    String word = verdict.map(Badge::word).orElse("none");
    String glyph = verdict.map(Badge::glyph).orElse("·");
    String said = date + ": " + verdict.map(Badge::word).orElse("no summary");
    html.element("<td class=\"", word, "\"").element(" title=\"", said, "\">");
    if (folder.isEmpty()) {
      html.element("", glyph, "</td>");
    } else {
      html.element("<a href=\"", folder + date + "/report.html", "\"")
          .element(" aria-label=\"", said, "\">")
          .element("", glyph, "</a></td>");
    }
  }

  private void legend() {
    html.markup("<p class=\"legend\">");
    for (Severity severity : Severity.values()) {
      html.element("<span><i class=\"", Badge.word(severity), "\">")
          .element("", Badge.glyph(severity), "</i> ")
          .element("", Badge.word(severity), "</span> ");
    }
    html.markup("<span><i class=\"none\">·</i> no summary</span></p>\n");
  }
}
