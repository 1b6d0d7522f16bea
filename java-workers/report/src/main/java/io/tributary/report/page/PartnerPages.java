package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Heatmap;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pages of a partner over its days.
 *
 * @param partner whose
 * @param zone of the partner
 * @param days in ascending order
 */
public record PartnerPages(String partner, ZoneId zone, List<PartnerDay> days) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  /** {@code index.html}: every day with its verdict, tables, time taken and links. */
  public String index() {
    Html html = new Html();
    html.element("<header><h1>", partner, " <small>day by day</small></h1></header>\n");
    if (!days.isEmpty()) {
      new HeatmapSection(html).write(days.get(days.size() - 1).date(), days, "");
    }
    html.markup("<section>\n");
    Lists.heading(html, "Days", days.size());
    html.markup("<table>\n<thead><tr><th>day</th><th>verdict</th><th class=\"n\">tables</th>")
        .markup("<th class=\"n\">rows merged</th><th class=\"n\">quarantined</th>")
        .markup("<th class=\"n\">missing</th><th class=\"n\">refused</th><th>complete at</th>")
        .markup("<th class=\"n\">took</th></tr></thead>\n<tbody>\n");
    List<PartnerDay> newestFirst = new ArrayList<>(days);
    Collections.reverse(newestFirst);
    newestFirst.forEach(day -> line(html, day));
    html.markup("</tbody>\n</table>\n</section>\n");
    String foot = "<p><a href=\"scorecard.html\">Scorecard</a></p>";
    return new Frame("Tributary · " + partner).page(html.toString(), foot);
  }

  /** {@code heatmap.json}: the same verdicts for a page over many partners. */
  public Heatmap heatmap() {
    Map<LocalDate, Severity> verdicts = new TreeMap<>();
    Map<String, Map<LocalDate, Severity>> tables = new TreeMap<>();
    for (PartnerDay day : days) {
      LocalDate newest = days.get(days.size() - 1).date();
      if (day.date().isAfter(newest.minusDays(Heatmap.DAYS))) {
        verdicts.put(day.date(), day.verdict());
        day.tables()
            .forEach(
                (name, table) ->
                    tables
                        .computeIfAbsent(name, unused -> new TreeMap<>())
                        .put(day.date(), table.verdict()));
      }
    }
    return new Heatmap(Heatmap.VERSION, partner, verdicts, tables);
  }

  private void line(Html html, PartnerDay day) {
    String date = day.date().toString();
    html.element("<tr><th scope=\"row\"><a href=\"", date + "/report.html", "\">")
        .element("", date, "</a></th><td>");
    Badge.write(html, day.verdict());
    html.markup("</td>");
    long published = day.tables().values().stream().filter(Summary.Table::published).count();
    long rows = day.tables().values().stream().mapToLong(Summary.Table::merged).sum();
    Lists.number(html, "tables", published + " of " + day.tables().size());
    Lists.number(html, "rows merged", Figures.count(rows));
    Lists.number(html, "quarantined", Figures.count(day.malformed()));
    Lists.number(html, "missing", Figures.count(day.archives().missing()));
    Lists.number(html, "refused", Figures.count(day.archives().refused()));
    html.element("<td data-label=\"complete at\">", complete(day, zone), "</td>");
    Lists.number(html, "took", Figures.duration(day.seconds()));
    html.markup("</tr>\n");
  }

  /** When the delivery was complete, in the partner's time. */
  static String complete(PartnerDay day, ZoneId zone) {
    return day.delivery()
        .map(
            delivery -> {
              String time = delivery.frozen().atZone(zone).format(TIME);
              if (delivery.lateMinutes().isEmpty()) {
                return "listed again " + time;
              }
              return time
                  + (day.lateMinutes() > 0 ? ", " + minutes(day.lateMinutes()) + " late" : "");
            })
        .orElse("–");
  }

  /** {@code 25 min}, {@code 3:05 h}. */
  static String minutes(long minutes) {
    return minutes < 60
        ? minutes + " min"
        : String.format(Locale.ROOT, "%d:%02d h", minutes / 60, minutes % 60);
  }

  /** {@code scorecard.html}: what the partner did not deliver as agreed, to send along. */
  public String scorecard() {
    return new ScorecardPage(this).html();
  }

  /** {@code scorecard.csv}: the same for a spreadsheet. */
  public String scorecardCsv() {
    return ScorecardCsv.of(new Scorecard(this));
  }
}
