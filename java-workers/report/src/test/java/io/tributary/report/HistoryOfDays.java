package io.tributary.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.document.Json;
import io.tributary.core.history.HistoryFolder;
import io.tributary.core.history.MetricLine;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/** Earlier days of a fixture's partner, as their summaries left them in the history. */
final class HistoryOfDays {
  private final DayFixture day;
  private final HistoryFolder folder;

  HistoryOfDays(DayFixture day) {
    this.day = day;
    this.folder = new HistoryFolder(day.store, day.layout);
  }

  /** One metric of the days as a whole, so many days back from yesterday. */
  HistoryOfDays days(int days, String metric, Function<LocalDate, Number> value) {
    return put(days, Optional.empty(), metric, value);
  }

  /** One metric of a table. */
  HistoryOfDays table(int days, String table, String metric, Function<LocalDate, Number> value) {
    return put(days, Optional.of(table), metric, value);
  }

  private HistoryOfDays put(
      int days, Optional<String> table, String metric, Function<LocalDate, Number> value) {
    for (int back = days; back > 0; back--) {
      LocalDate date = DayFixture.DATE.minusDays(back);
      MetricLine line =
          new MetricLine(date, "r", table, Optional.empty(), metric, value.apply(date));
      day.put(folder.metricsOf(date, Instant.EPOCH, "r"), (Json.line(line) + "\n").getBytes(UTF_8));
    }
    return this;
  }
}
