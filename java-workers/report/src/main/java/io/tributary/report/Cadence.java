package io.tributary.report;

import io.tributary.core.history.Metric;
import io.tributary.quality.History;
import io.tributary.quality.Observation;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** On which days a table comes, as far as history tells: daily, on some weekdays, or seldom. */
final class Cadence {
  /** So many of the same weekday say whether a table comes on it. */
  private static final int WEEKS = 4;

  private final History history;
  private final List<LocalDate> known;

  Cadence(History history) {
    this.history = history;
    this.known =
        dates(history.of(Optional.empty(), Optional.empty(), Metric.ARCHIVES_LISTED.code()));
  }

  private static List<LocalDate> dates(List<Observation> observations) {
    return observations.stream().map(Observation::date).toList();
  }

  /**
   * Whether a table comes on days like the one in question. Where enough of the same weekdays are
   * known of the time in which it came, they alone say so: a table of working days comes on most
   * days, and on no Sunday. With fewer, it does when it came on most days since it first came, or
   * on most of the same weekdays. A table that history does not know may come on any day.
   */
  boolean due(String table) {
    List<LocalDate> came =
        dates(history.of(Optional.of(table), Optional.empty(), Metric.MERGED.code())).stream()
            .filter(known::contains)
            .toList();
    if (came.isEmpty()) {
      return true;
    }
    LocalDate last = came.get(came.size() - 1);
    List<LocalDate> since = known.stream().filter(date -> !date.isBefore(came.get(0))).toList();
    List<LocalDate> alike =
        since.stream().filter(date -> date.getDayOfWeek() == history.day().getDayOfWeek()).toList();
    List<LocalDate> whileItCame = alike.stream().filter(date -> !date.isAfter(last)).toList();
    return whileItCame.size() >= WEEKS
        ? most(came, newest(whileItCame))
        : most(came, since) || most(came, newest(alike));
  }

  private static List<LocalDate> newest(List<LocalDate> dates) {
    return dates.subList(Math.max(0, dates.size() - WEEKS), dates.size());
  }

  private static boolean most(List<LocalDate> came, List<LocalDate> of) {
    return !of.isEmpty() && 2 * of.stream().filter(came::contains).count() >= of.size();
  }
}
