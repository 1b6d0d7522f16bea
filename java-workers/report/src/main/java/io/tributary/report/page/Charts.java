package io.tributary.report.page;

import io.tributary.core.document.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The charts of a page: the places that wait for them, and their data for the page's script. */
final class Charts {
  private final List<Object> charts = new ArrayList<>();

  boolean isEmpty() {
    return charts.isEmpty();
  }

  int size() {
    return charts.size();
  }

  /** A metric over days with the band that it was expected in. */
  void trend(Html html, Trend trend) {
    place(html, "trend", trend.label());
    charts.add(new Named<>(id(), "trend", trend));
  }

  /** What flows from one node into others. */
  void flow(Html html, Flow flow) {
    place(html, "flow", flow.label());
    charts.add(new Named<>(id(), "flow", flow));
  }

  /** Bars of several parts for each day. */
  void bars(Html html, Bars bars) {
    place(html, "bars", bars.label());
    charts.add(new Named<>(id(), "bars", bars));
  }

  /** For a script element: nothing in it can end the element. */
  String json() {
    return Json.line(charts)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  private String id() {
    return "chart-" + (charts.size() + 1);
  }

  /** Without the script the place stays away: tables tell the same. */
  private void place(Html html, String kind, String label) {
    html.markup("<div class=\"chart " + kind + "\" hidden role=\"img\" id=\"" + id() + "\"")
        .element(" aria-label=\"", label, "\"></div>\n");
  }

  /**
   * A chart with its place.
   *
   * @param id of the element
   * @param kind of chart
   * @param data of it
   */
  record Named<T>(String id, String kind, T data) {}

  /**
   * A metric over days.
   *
   * @param label for those who do not see it
   * @param unit {@code percent} (values are ratios), {@code seconds}, {@code bytes} or {@code
   *     count}
   * @param dates in ascending order
   * @param values of the dates; empty where there is none
   * @param low of the band
   * @param centre of the band
   * @param high of the band
   */
  record Trend(
      String label,
      String unit,
      List<String> dates,
      List<Optional<Double>> values,
      Optional<Double> low,
      Optional<Double> centre,
      Optional<Double> high) {}

  /**
   * A flow.
   *
   * @param label for those who do not see it
   * @param from the node on the left
   * @param total of it
   * @param into the nodes on the right; those of 0 left out
   */
  record Flow(String label, String from, long total, List<Branch> into) {}

  /**
   * A part of a flow.
   *
   * @param name of the node
   * @param value of it
   * @param tone {@code good}, {@code aside} or {@code bad}
   */
  record Branch(String name, long value, String tone) {}

  /**
   * Stacked bars.
   *
   * @param label for those who do not see it
   * @param dates in ascending order
   * @param parts of each bar, seconds by date
   */
  record Bars(String label, List<String> dates, Map<String, List<Optional<Double>>> parts) {}
}
