package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Summary;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Every table's equation, the worst first. */
final class TablesSection {
  private final DayPage page;
  private final Summary summary;
  private final Html html;

  TablesSection(DayPage page, Html html) {
    this.page = page;
    this.summary = page.summary();
    this.html = html;
  }

  void write() {
    html.markup("<section>\n");
    Lists.heading(html, "Tables", summary.tables().size());
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
    total("delivered", Summary.Table::delivered);
    total("= merged", Summary.Table::merged);
    total("+ quarantined", Summary.Table::quarantined);
    total("+ dropped", Summary.Table::dropped);
    html.markup("<td></td>");
    long bytes = summary.tables().values().stream().mapToLong(Summary.Table::bytes).sum();
    Lists.number(html, "bytes", Figures.bytes(bytes));
    html.markup("<td></td></tr></tfoot>\n</table>\n</section>\n");
  }

  private void table(String name, Summary.Table table) {
    html.element("<tr><th scope=\"row\">", name, "</th>");
    Lists.number(html, "delivered", Figures.count(table.delivered()));
    Lists.number(html, "= merged", published(table, Figures.count(table.merged())));
    Lists.number(html, "+ quarantined", published(table, Figures.count(table.quarantined())));
    Lists.number(html, "+ dropped", published(table, Figures.count(table.dropped())));
    Lists.number(html, "columns", published(table, Integer.toString(table.columns())));
    Lists.number(html, "bytes", published(table, Figures.bytes(table.bytes())));
    html.markup("<td class=\"verdict\">");
    Badge.write(html, table.verdict());
    List<Finding> reasons = page.reasons(name);
    for (Finding reason : reasons.stream().limit(1).toList()) {
      html.element("<small>", Usability.says(reason), "</small>");
    }
    if (reasons.size() > 1) {
      html.element("<small>and ", Figures.count(reasons.size() - 1), " more</small>");
    }
    html.markup("</td></tr>\n");
  }

  private static String published(Summary.Table table, String figure) {
    return table.published() ? figure : "–";
  }

  private void total(String label, ToLongFunction<Summary.Table> figure) {
    long sum = summary.tables().values().stream().mapToLong(figure).sum();
    Lists.number(html, label, Figures.count(sum));
  }
}
