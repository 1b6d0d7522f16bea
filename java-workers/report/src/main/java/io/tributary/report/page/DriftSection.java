package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.document.TableMetadata.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Headers that differ from the baseline, news or not: what changed, and in whose member first. */
final class DriftSection {
  private final Html html;

  DriftSection(Html html) {
    this.html = html;
  }

  void write(Map<String, TableMetadata> tables) {
    List<TableMetadata> drifted =
        tables.values().stream()
            .filter(table -> table.drift().baseline().isPresent())
            .filter(
                table -> !table.drift().changes().isEmpty() || table.drift().reorderedMembers() > 0)
            .limit(DayPage.LINES)
            .toList();
    if (drifted.isEmpty()) {
      return;
    }
    html.markup("<section>\n<h2>Header drift <small>who changed what since the baseline</small>")
        .markup("</h2>\n<table>\n<thead><tr><th>table</th><th>column</th><th>change</th>")
        .markup("<th class=\"n\">members</th><th>first in</th><th>baseline</th></tr></thead>\n")
        .markup("<tbody>\n");
    for (TableMetadata table : drifted) {
      for (Change change : table.drift().changes().stream().limit(DayPage.LINES).toList()) {
        line(table, change.column(), says(change), change.members(), first(change));
      }
      if (table.drift().reorderedMembers() > 0) {
        long members = table.drift().reorderedMembers();
        line(table, "", "other order", members, Optional.empty());
      }
    }
    html.markup("</tbody>\n</table>\n</section>\n");
  }

  private static String says(Change change) {
    String delivered = change.delivered().map(name -> " as '" + name + "'").orElse("");
    return switch (change.kind()) {
          case ADDED -> "+ added";
          case REMOVED -> "− gone from all";
          case PARTIAL -> "± in some only";
          case RENAMED -> "~ written";
        }
        + delivered;
  }

  private static Optional<String> first(Change change) {
    return change
        .archive()
        .map(archive -> archive + change.member().map(member -> " / " + member).orElse(""));
  }

  private void line(
      TableMetadata table, String column, String change, long members, Optional<String> first) {
    html.element("<tr><th scope=\"row\">", table.table(), "</th>")
        .element("<td data-label=\"column\">", column, "</td>")
        .element("<td data-label=\"change\">", change, "</td>")
        .element(
            "<td class=\"n\" data-label=\"members\">",
            Figures.count(members) + " of " + Figures.count(table.counts().members()),
            "</td>")
        .element("<td data-label=\"first in\"><code>", first.orElse("–"), "</code></td>")
        .element(
            "<td data-label=\"baseline\">",
            table.drift().baseline().map(Object::toString).orElse(""),
            "</td></tr>\n");
  }
}
