package io.tributary.report.page;

import io.tributary.core.document.Band;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The metric that a finding judged, over the days that the page looks back, with its band. */
final class TrendChart {
  /** A page with more charts would be slow to open on a phone. */
  private static final int CHARTS = 40;

  private final DayPage page;
  private final Html html;
  private final Charts charts;

  TrendChart(DayPage page, Html html, Charts charts) {
    this.page = page;
    this.html = html;
    this.charts = charts;
  }

  /** Writes nothing for a finding that judged no metric. */
  void write(Finding finding) {
    Optional<MetricKey> key = MetricKey.of(finding);
    if (key.isEmpty() || finding.value().isEmpty() || charts.size() >= CHARTS) {
      return;
    }
    Map<LocalDate, Double> earlier = page.series().getOrDefault(key.get(), Map.of());
    LocalDate today = page.summary().date();
    List<String> dates = new ArrayList<>();
    List<Optional<Double>> values = new ArrayList<>();
    for (LocalDate date = today.minusDays(DayPage.DAYS - 1L);
        !date.isAfter(today);
        date = date.plusDays(1)) {
      dates.add(date.toString());
      values.add(date.equals(today) ? finding.value() : Optional.ofNullable(earlier.get(date)));
    }
    Band band =
        finding.band().orElse(new Band(Optional.empty(), Optional.empty(), Optional.empty()));
    String unit = unit(key.get().metric());
    String label =
        finding.table().orElse("the day")
            + finding.column().map(column -> " " + column).orElse("")
            + ": "
            + key.get().metric()
            + " over "
            + DayPage.DAYS
            + " days, today "
            + figure(unit, finding.value().get());
    charts.trend(
        html, new Charts.Trend(label, unit, dates, values, band.low(), band.centre(), band.high()));
    values(unit, dates, values);
  }

  /** The same as a table, for those who do not see the chart. */
  private void values(String unit, List<String> dates, List<Optional<Double>> values) {
    html.markup("<details class=\"data\"><summary>as numbers</summary>\n<p>");
    for (int i = 0; i < dates.size(); i++) {
      if (values.get(i).isPresent()) {
        html.element("<span><b>", dates.get(i), "</b> ")
            .element("", figure(unit, values.get(i).get()), "</span> ");
      }
    }
    html.markup("</p></details>\n");
  }

  /** By the names that the history gives its metrics. */
  static String unit(String metric) {
    if (metric.endsWith("ratio") || metric.endsWith("share")) {
      return "percent";
    }
    if (metric.endsWith("seconds")) {
      return "seconds";
    }
    return metric.startsWith("bytes") || metric.endsWith("bytes") ? "bytes" : "count";
  }

  private static String figure(String unit, double value) {
    return switch (unit) {
      case "percent" -> Figures.percent(value);
      case "seconds" -> Figures.duration(value);
      case "bytes" -> Figures.bytes(Math.round(value));
      default ->
          value == Math.rint(value)
              ? Figures.count(Math.round(value))
              : String.format(Locale.ROOT, "%,.2f", value);
    };
  }
}
