package io.tributary.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.error.DataException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.history.MetricLine;
import io.tributary.core.store.Location;
import io.tributary.report.page.DayPage;
import io.tributary.report.page.MetricKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The series behind a page's charts: of the days that it looks back, the last file of each date in
 * {@code history/metrics}. Lines go by one at a time; only those of metrics that a finding names
 * are parsed and kept.
 */
final class MetricSeries {
  private static final Logger LOG = LoggerFactory.getLogger(MetricSeries.class);

  private final Day day;
  private final Set<MetricKey> keys;
  private final Set<String> marks;
  private final Map<MetricKey, Map<LocalDate, Double>> series = new HashMap<>();

  private MetricSeries(Day day, Set<MetricKey> keys) {
    this.day = day;
    this.keys = keys;
    this.marks =
        keys.stream()
            .map(key -> "\"metric\":" + Json.line(key.metric()))
            .collect(Collectors.toSet());
  }

  /** The values of the days before, by metric and date. */
  static Map<MetricKey, Map<LocalDate, Double>> read(Day day, Set<MetricKey> keys) {
    MetricSeries series = new MetricSeries(day, keys);
    if (!keys.isEmpty()) {
      for (int back = DayPage.DAYS - 1; back > 0; back--) {
        series.read(day.date().minusDays(back));
      }
    }
    return series.series;
  }

  private void read(LocalDate date) {
    Location folder = day.layout().history().child("metrics").child(date.toString());
    Optional<String> last;
    try (Stream<String> names = day.store().listNames(folder)) {
      last = names.reduce((earlier, later) -> later);
    }
    last.ifPresent(name -> read(date, folder.child(name)));
  }

  private void read(LocalDate date, Location file) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(day.store().read(file), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (marks.stream().anyMatch(line::contains)) {
          keep(date, line, file);
        }
      }
    } catch (IOException e) {
      throw new TemporaryException("cannot read " + file + "; try again", e);
    }
  }

  private void keep(LocalDate date, String line, Location file) {
    try {
      MetricLine metric = Json.parse(line.getBytes(UTF_8), MetricLine.class, file);
      MetricKey key = new MetricKey(metric.table(), metric.column(), metric.metric());
      if (keys.contains(key)) {
        series
            .computeIfAbsent(key, unused -> new TreeMap<>())
            .put(date, metric.value().doubleValue());
      }
    } catch (DataException e) {
      // A chart with a gap is better than no page.
      LOG.warn("left out a line of the history: {}", e.getMessage());
    }
  }
}
