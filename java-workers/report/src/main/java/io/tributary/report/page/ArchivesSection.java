package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Summary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Archives that are not in the product: missing ones with their age, refused, not extracted. */
final class ArchivesSection {
  private final DayPage page;
  private final Summary summary;
  private final Html html;

  ArchivesSection(DayPage page, Html html) {
    this.page = page;
    this.summary = page.summary();
    this.html = html;
  }

  void write() {
    missing();
    refusals();
    notExtracted();
    duplicates();
  }

  private void missing() {
    List<String> names = summary.missing();
    if (names.isEmpty()) {
      return;
    }
    html.markup("<section>\n");
    Lists.heading(html, "Missing at the source", names.size());
    html.markup("<table class=\"narrow\">\n<thead><tr><th>archive</th>")
        .markup("<th class=\"n\">days in a row</th></tr></thead>\n<tbody>\n");
    List<Set<String>> before =
        page.days().stream()
            .filter(day -> day.date().isBefore(summary.date()))
            .map(day -> (Set<String>) new HashSet<>(day.missing()))
            .toList();
    for (String name : names.stream().limit(DayPage.LINES).toList()) {
      html.element("<tr><th scope=\"row\"><code>", name, "</code></th>");
      Lists.number(html, "days in a row", Figures.count(age(name, before)));
      html.markup("</tr>\n");
    }
    html.markup("</tbody>\n</table>\n");
    Lists.more(html, names.size());
    html.markup("</section>\n");
  }

  /** Days in a row, today included, of those that have a summary. */
  private static int age(String name, List<Set<String>> before) {
    int days = 1;
    for (int i = before.size() - 1; i >= 0 && before.get(i).contains(name); i--) {
      days++;
    }
    return days;
  }

  private void refusals() {
    List<Summary.Refusal> refusals = summary.refusals();
    if (refusals.isEmpty()) {
      return;
    }
    html.markup("<section>\n");
    Lists.heading(html, "Refused", refusals.size());
    html.markup("<table>\n<thead><tr><th>archive</th><th>member</th><th>reason</th></tr></thead>")
        .markup("\n<tbody>\n");
    for (Summary.Refusal refusal : refusals.stream().limit(DayPage.LINES).toList()) {
      html.element("<tr><th scope=\"row\"><code>", refusal.archive(), "</code></th>")
          .element("<td><code>", refusal.member().orElse("the whole archive"), "</code></td>")
          .element("<td>", refusal.reason(), "</td></tr>\n");
    }
    html.markup("</tbody>\n</table>\n");
    Lists.more(html, refusals.size());
    html.markup("</section>\n");
  }

  private void notExtracted() {
    List<String> names = page.notExtracted();
    if (names.isEmpty()) {
      return;
    }
    html.markup("<section>\n");
    Lists.heading(html, "Not extracted", names.size());
    html.markup("<p>");
    for (String name : names.stream().limit(DayPage.LINES).toList()) {
      html.element("<code>", name, "</code> ");
    }
    html.markup("</p>\n");
    Lists.more(html, names.size());
    html.markup("</section>\n");
  }

  private void duplicates() {
    Map<String, String> duplicates = page.duplicates();
    if (duplicates.isEmpty()) {
      return;
    }
    html.element(
        "<details><summary>",
        Figures.count(duplicates.size(), "archive", "archives")
            + " with the bytes of another one, left out",
        "</summary>\n<p>");
    duplicates.entrySet().stream()
        .limit(DayPage.LINES)
        .forEach(
            entry -> html.element("<code>", entry.getKey() + " = " + entry.getValue(), "</code> "));
    html.markup("</p>\n");
    Lists.more(html, duplicates.size());
    html.markup("</details>\n");
  }
}
