package io.tributary.report.page;

import io.tributary.core.document.Figures;
import io.tributary.core.document.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long each stage took, today and before. */
final class StagesSection {
  private static final List<String> WORKING = List.of("extract", "merge", "summarize");

  private final DayPage page;
  private final Summary summary;
  private final Html html;
  private final Charts charts;

  StagesSection(DayPage page, Html html, Charts charts) {
    this.page = page;
    this.summary = page.summary();
    this.html = html;
    this.charts = charts;
  }

  void write() {
    if (summary.stages().isEmpty()) {
      return;
    }
    html.markup("<section>\n");
    Lists.heading(html, "Stages", summary.stages().size());
    history();
    html.markup("<table>\n<thead><tr><th>stage</th><th class=\"n\">time</th>")
        .markup("<th class=\"n\">attempts</th><th class=\"n\">failed</th><th class=\"n\">CPU</th>")
        .markup(
            "<th class=\"n\">peak memory</th><th class=\"n\">read</th></tr></thead>\n<tbody>\n");
    summary.stages().forEach(this::stage);
    html.markup("</tbody>\n</table>\n</section>\n");
  }

  private void stage(String name, Summary.Stage stage) {
    html.element("<tr><th scope=\"row\">", name, "</th>");
    Lists.number(html, "time", Figures.duration(stage.seconds()));
    Lists.number(html, "attempts", Integer.toString(stage.attempts()));
    Lists.number(html, "failed", Integer.toString(stage.failures()));
    Lists.number(html, "CPU", Figures.duration(stage.cpuSeconds()));
    Lists.number(html, "peak memory", Figures.bytes(stage.peakMemoryBytes()));
    Lists.number(html, "read", Figures.bytes(stage.numbers().getOrDefault("bytes-read", 0L)));
    html.markup("</tr>\n");
  }

  /** Waiting is the partner's time, and would hide ours. */
  private void history() {
    if (page.days().size() < 2) {
      return;
    }
    Map<String, List<Optional<Double>>> parts = new LinkedHashMap<>();
    for (String stage : WORKING) {
      List<Optional<Double>> seconds = new ArrayList<>();
      for (PartnerDay day : page.days()) {
        seconds.add(Optional.ofNullable(day.stageSeconds().get(stage)));
      }
      if (seconds.stream().anyMatch(Optional::isPresent)) {
        parts.put(stage, seconds);
      }
    }
    if (!parts.isEmpty()) {
      charts.bars(
          html,
          new Charts.Bars(
              "time of extract, merge and summarize on each day",
              page.days().stream().map(day -> day.date().toString()).toList(),
              parts));
    }
  }
}
