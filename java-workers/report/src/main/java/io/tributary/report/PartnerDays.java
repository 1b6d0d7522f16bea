package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.Summary;
import io.tributary.core.error.DataException;
import io.tributary.report.page.DayPage;
import io.tributary.report.page.PartnerDay;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partner's days as their summaries tell them: the newest {@link #NEWEST}, those that the page
 * of the day in question looks back, and the last one before it.
 */
final class PartnerDays {
  /** Days of the index and the scorecard. */
  static final int NEWEST = 90;

  private static final Logger LOG = LoggerFactory.getLogger(PartnerDays.class);

  private final NavigableMap<LocalDate, PartnerDay> days = new TreeMap<>();

  private PartnerDays() {}

  /** Reads the summaries of all days but the one in question. */
  static PartnerDays around(Day day) {
    TreeSet<LocalDate> dates = new TreeSet<>();
    try (Stream<String> names = day.store().listNames(day.layout().partnerFolder())) {
      names.flatMap(name -> date(name).stream()).forEach(dates::add);
    }
    dates.remove(day.date());
    TreeSet<LocalDate> wanted =
        new TreeSet<>(dates.tailSet(day.date().minusDays(DayPage.DAYS), true).headSet(day.date()));
    dates.descendingSet().stream().limit(NEWEST).forEach(wanted::add);
    Optional.ofNullable(dates.lower(day.date())).ifPresent(wanted::add);
    PartnerDays read = new PartnerDays();
    wanted.forEach(date -> read.read(day, date));
    return read;
  }

  /** The date that a folder of the partner's is named after; its other folders have none. */
  static Optional<LocalDate> date(String name) {
    try {
      return Optional.of(LocalDate.parse(name.replace("/", "")));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private void read(Day day, LocalDate date) {
    try {
      Json.find(day.store(), day.layout().on(date).report("summary.json"), Summary.class)
          .ifPresent(summary -> days.put(date, PartnerDay.of(summary)));
    } catch (DataException e) {
      // Another day's summary is no part of this one.
      LOG.warn("left out a day: {}", e.getMessage());
    }
  }

  /** The newest day before a date. */
  Optional<PartnerDay> before(LocalDate date) {
    return Optional.ofNullable(days.lowerEntry(date)).map(java.util.Map.Entry::getValue);
  }

  /** All that were read, and a day that is just being summarised, in ascending order. */
  List<PartnerDay> with(PartnerDay today) {
    NavigableMap<LocalDate, PartnerDay> all = new TreeMap<>(days);
    all.put(today.date(), today);
    return List.copyOf(all.values());
  }

  /** Those that the page of a day looks back, the day itself included. */
  List<PartnerDay> upTo(PartnerDay today) {
    return with(today).stream()
        .filter(day -> !day.date().isAfter(today.date()))
        .filter(day -> day.date().isAfter(today.date().minusDays(DayPage.DAYS)))
        .toList();
  }
}
