// Draws the charts whose data lies in the page. Everything shown is in tables and words as well:
// without this script the places of the charts stay hidden.
(() => {
  "use strict";
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const figure = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
  const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
  const digits = (value) => (Math.abs(value) < 0.001 ? 3 : Math.abs(value) < 0.01 ? 2 : 1);
  const units = {
    percent: (value) => (value * 100).toFixed(value === 0 ? 0 : digits(value)) + " %",
    seconds: (value) =>
      value < 90 ? figure.format(value) + " s" : figure.format(value / 60) + " min",
    bytes: (value) => short.format(value) + "B",
    count: (value) => (Math.abs(value) < 1e5 ? figure.format(value) : short.format(value)),
  };
  const colour = (name) =>
    getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const day = (date) => date.slice(8).replace(/^0/, "") + "." + date.slice(5, 7).replace(/^0/, "") + ".";

  // Rich text, not HTML: no name in the data can become markup.
  const tooltip = () => ({
    renderMode: "richText",
    confine: true,
    backgroundColor: colour("paper"),
    borderColor: colour("line"),
    textStyle: { color: colour("ink"), fontSize: 12 },
  });
  const axis = () => ({
    axisLine: { lineStyle: { color: colour("line") } },
    axisTick: { show: false },
    axisLabel: { color: colour("soft"), fontSize: 11, hideOverlap: true },
    splitLine: { lineStyle: { color: colour("line"), opacity: 0.6 } },
  });
  const base = () => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: tooltip(),
  });

  const trend = ({ unit, dates, values, low, centre, high }) => {
    const shown = units[unit];
    const known = values.filter((value) => value !== null);
    const top = Math.max(...known, high ?? -Infinity);
    const bottom = Math.min(...known, low ?? Infinity);
    const room = (top - bottom || Math.abs(top) || 1) * 0.12;
    const least = bottom >= 0 ? Math.max(0, bottom - room) : bottom - room;
    const most = unit === "percent" ? Math.min(1, top + room) : top + room;
    const last = dates.length - 1;
    const band = low !== undefined || high !== undefined;
    return {
      ...base(),
      grid: { left: 8, right: 14, top: 18, bottom: 4, containLabel: true },
      tooltip: { ...tooltip(), trigger: "axis", valueFormatter: (v) => (v == null ? "–" : shown(v)) },
      xAxis: { ...axis(), type: "category", data: dates.map(day), boundaryGap: false, splitLine: { show: false } },
      yAxis: {
        ...axis(), type: "value", min: least, max: most, splitNumber: 3,
        axisLabel: { ...axis().axisLabel, formatter: (v) => shown(v), showMinLabel: false, showMaxLabel: false },
      },
      series: [{
        name: "value", type: "line", data: values, connectNulls: true,
        symbol: "circle", showAllSymbol: true,
        symbolSize: (value, point) => (point.dataIndex === last ? 11 : 4),
        lineStyle: { width: 2, color: colour("line-chart") },
        itemStyle: {
          color: (point) => (point.dataIndex === last ? colour("today") : colour("line-chart")),
        },
        markArea: band && {
          silent: true,
          itemStyle: { color: colour("band"), opacity: 0.45 },
          data: [[{ yAxis: low ?? least }, { yAxis: high ?? most }]],
        },
        markLine: centre !== undefined && {
          silent: true, symbol: "none",
          lineStyle: { color: colour("soft"), type: "dashed", width: 1 },
          label: { formatter: "usually " + shown(centre), position: "insideStartTop", color: colour("soft"), fontSize: 11 },
          data: [{ yAxis: centre }],
        },
        markPoint: {
          symbol: "rect", symbolSize: 1, silent: true,
          label: {
            formatter: shown(values[last]), position: "left", distance: 10,
            color: colour("ink"), fontSize: 12, fontWeight: "bold",
          },
          data: [{ coord: [last, values[last]] }],
        },
      }],
    };
  };

  // Thin flows are drawn thicker than they are, else nobody would see that a record is missing.
  const flow = ({ from, total, into }) => {
    const tones = { good: colour("flow-good"), aside: colour("flow-aside"), bad: colour("flow-bad") };
    const drawn = (value) => Math.max(value, total * 0.05);
    const label = (name, value) => `{b|${figure.format(value)}} ${name}`;
    const rich = { b: { fontWeight: "bold", color: colour("ink"), fontSize: 13 } };
    const names = new Map([[0, label(from, total)]]);
    into.forEach((branch, i) => names.set(i + 1, label(branch.name, branch.value)));
    return {
      ...base(),
      tooltip: { show: false },
      series: [{
        type: "sankey", left: 4, right: 4, top: 26, bottom: 14, nodeWidth: 14, nodeGap: 16, draggable: false,
        layoutIterations: 0, silent: true, emphasis: { disabled: true },
        label: { color: colour("ink"), fontSize: 12, rich, formatter: (p) => names.get(Number(p.name)) },
        data: [
          { name: "0", itemStyle: { color: colour("soft") }, label: { position: [0, -18] } },
          ...into.map((branch, i) => ({
            name: String(i + 1), itemStyle: { color: tones[branch.tone] }, label: { position: "left" },
          })),
        ],
        links: into.map((branch, i) => ({
          source: "0", target: String(i + 1), value: drawn(branch.value),
          lineStyle: { color: tones[branch.tone], opacity: 0.28, curveness: 0.5 },
        })),
      }],
    };
  };

  const bars = ({ dates, parts }) => ({
    ...base(),
    grid: { left: 8, right: 8, top: 30, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: colour("soft") } },
    tooltip: { ...tooltip(), trigger: "axis", valueFormatter: (v) => (v == null ? "–" : units.seconds(v)) },
    xAxis: { ...axis(), type: "category", data: dates.map(day) },
    yAxis: { ...axis(), type: "value", splitNumber: 3, axisLabel: { ...axis().axisLabel, formatter: units.seconds } },
    series: Object.entries(parts).map(([name, data], i) => ({
      name, type: "bar", stack: "all", data, barMaxWidth: 28,
      itemStyle: { color: colour("series-" + (i + 1)) },
    })),
  });

  const kinds = { trend, flow, bars };
  const drawn = [];
  for (const chart of charts) {
    const place = document.getElementById(chart.id);
    place.hidden = false;
    const made = echarts.init(place, null, { renderer: "svg" });
    drawn.push([made, chart]);
    made.setOption(kinds[chart.kind](chart.data));
  }
  const resize = () => drawn.forEach(([made]) => made.resize());
  const redraw = () =>
    drawn.forEach(([made, chart]) => made.setOption(kinds[chart.kind](chart.data), true));
  addEventListener("resize", resize);
  addEventListener("beforeprint", resize);
  addEventListener("afterprint", resize);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
})();
