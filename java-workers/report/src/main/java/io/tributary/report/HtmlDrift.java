package io.tributary.report;

import io.tributary.core.document.Figures;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Change;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page's section on headers: all that differs from the baseline, news or not. */
final class HtmlDrift {
  private static final int LINES = 500;

  private final Html html;

  HtmlDrift(Html html) {
    this.html = html;
  }

  void write(Map<String, TableMetadata> tables) {
    List<TableMetadata> drifted =
        tables.values().stream()
            .filter(table -> table.drift().baseline().isPresent())
            .filter(
                table -> !table.drift().changes().isEmpty() || table.drift().reorderedMembers() > 0)
            .limit(LINES)
            .toList();
    if (drifted.isEmpty()) {
      return;
    }
    html.markup("<h2>Header drift <small>against the baseline</small></h2>\n<table>\n<thead><tr>")
        .markup("<th>table</th><th>column</th><th>change</th><th class=\"n\">members</th>")
        .markup("<th>baseline</th></tr></thead>\n<tbody>\n");
    for (TableMetadata table : drifted) {
      for (Change change : table.drift().changes().stream().limit(LINES).toList()) {
        line(
            table,
            change.column(),
            change.kind().name().toLowerCase(Locale.ROOT)
                + change.delivered().map(name -> " as '" + name + "'").orElse(""),
            change.members());
      }
      if (table.drift().reorderedMembers() > 0) {
        line(table, "", "other order", table.drift().reorderedMembers());
      }
    }
    html.markup("</tbody>\n</table>\n");
  }

  private void line(TableMetadata table, String column, String change, long members) {
    html.element("<tr><th>", table.table(), "</th>")
        .element("<td>", column, "</td>")
        .element("<td>", change, "</td>")
        .element(
            "<td class=\"n\" data-label=\"members\">",
            Figures.count(members) + " of " + Figures.count(table.counts().members()),
            "</td>")
        .element(
            "<td data-label=\"baseline\">",
            table.drift().baseline().orElseThrow().toString(),
            "</td></tr>\n");
  }
}
