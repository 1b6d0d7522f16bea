package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Summary;
import io.tributary.core.document.TableMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Conservation as a picture: what became of every archive, and of every record delivered. */
final class FlowSection {
  private final DayPage page;
  private final Summary summary;
  private final Html html;
  private final Charts charts;

  FlowSection(DayPage page, Html html, Charts charts) {
    this.page = page;
    this.summary = page.summary();
    this.html = html;
    this.charts = charts;
  }

  void write() {
    html.markup("<section>\n<h2>Where everything went</h2>\n<div class=\"flows\">\n");
    flow("archives listed", summary.archives().listed(), archives());
    flow("records extracted", records().stream().mapToLong(Charts.Branch::value).sum(), records());
    html.markup("</div>\n</section>\n");
  }

  private List<Charts.Branch> archives() {
    Summary.Archives archives = summary.archives();
    List<Charts.Branch> into = new ArrayList<>();
    branch(into, "merged", archives.extracted() - archives.duplicate(), "good");
    branch(into, "left out as duplicates", archives.duplicate(), "aside");
    branch(into, "refused", archives.refused(), "bad");
    branch(into, "missing", archives.missing(), "bad");
    branch(into, "not extracted", page.notExtracted().size(), "bad");
    return into;
  }

  private List<Charts.Branch> records() {
    long merged = 0;
    long quarantined = 0;
    long dropped = 0;
    long unpublished = 0;
    for (Summary.Table table : summary.tables().values()) {
      merged += table.merged();
      quarantined += table.quarantined();
      dropped += table.dropped();
      unpublished += table.published() ? 0 : table.delivered();
    }
    long repeated =
        page.metadata().values().stream()
            .map(TableMetadata::counts)
            .mapToLong(TableMetadata.Counts::repeatedRecords)
            .sum();
    List<Charts.Branch> into = new ArrayList<>();
    branch(into, "merged", merged, "good");
    branch(into, "in members sent twice", repeated, "aside");
    branch(into, "dropped by a rule", dropped, "aside");
    branch(into, "quarantined", quarantined, "bad");
    branch(into, "of tables not published", unpublished, "bad");
    return into;
  }

  private static void branch(List<Charts.Branch> into, String name, long value, String tone) {
    if (value > 0) {
      into.add(new Charts.Branch(name, value, tone));
    }
  }

  /** The picture, and the same in words. */
  private void flow(String from, long total, List<Charts.Branch> into) {
    html.markup("<div>\n");
    String words =
        Figures.count(total)
            + " "
            + from
            + " = "
            + into.stream()
                .map(branch -> Figures.count(branch.value()) + " " + branch.name())
                .collect(Collectors.joining(" + "));
    if (total == 0) {
      html.element("<p class=\"soft\">No ", from, ".</p>\n</div>\n");
      return;
    }
    charts.flow(html, new Charts.Flow(words, from, total, into));
    html.element("<p class=\"equation\">", words, "</p>\n</div>\n");
  }
}
