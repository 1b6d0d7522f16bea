package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.config.RetentionSpec;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.DataException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.StaleUploads;
import io.tributary.report.CleanPlan.Kept;
import io.tributary.report.CleanPlan.Removal;
import io.tributary.report.CleanPlan.What;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what the partner's retention no longer keeps. It changes nothing. */
final class CleanPlanner {
  private final Day partner;
  private final Instant now;
  private final boolean failedToo;
  private final RetentionSpec retention;
  private final List<Removal> removals = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private final Map<LocalDate, DayState> states = new HashMap<>();
  private final Set<LocalDate> begun = new HashSet<>();

  /**
   * A planner for all days of a partner.
   *
   * @param partner any day of it
   * @param failedToo whether days count as done whose check failed
   */
  CleanPlanner(Day partner, Instant now, boolean failedToo) {
    this.partner = partner;
    this.now = now;
    this.failedToo = failedToo;
    this.retention = partner.partner().retention();
  }

  /**
   * Plans.
   *
   * @param chosen the days to look at; empty: all
   */
  CleanPlan plan(Set<LocalDate> chosen) {
    NavigableSet<LocalDate> all = days();
    all.stream().filter(this::isBegun).forEach(begun::add);
    Map<LocalDate, String> needed = needed(all, chosen);
    for (LocalDate date : all) {
      if (chosen.isEmpty() || chosen.contains(date)) {
        look(date, Optional.ofNullable(needed.get(date)));
      }
    }
    Location folder = partner.layout().partnerFolder();
    int uploads = StaleUploads.below(partner.store(), folder, now).size();
    return new CleanPlan(partner.layout().partner(), now, removals, kept, uploads);
  }

  private NavigableSet<LocalDate> days() {
    try (Stream<String> names = partner.store().listNames(partner.layout().partnerFolder())) {
      return names
          .flatMap(name -> PartnerDays.date(name).stream())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void look(LocalDate date, Optional<String> needed) {
    DayLayout layout = partner.layout().on(date);
    if (begun.contains(date)
        || (due(retention.days(), ended(date))
            && judge(date, What.DAY, retention.days(), needed))) {
      add(date, What.DAY, layout.day());
      return;
    }
    part(date, What.EXTRACTED, retention.extracted(), layout.extracted());
    part(date, What.QUARANTINE, retention.quarantine(), layout.quarantine());
  }

  /** Decided and begun: an interrupted clean of the whole day goes on. */
  private boolean isBegun(LocalDate date) {
    CleanedDay cleaned = CleanedDay.of(partner.store(), partner.layout().on(date));
    return cleaned.day().isPresent() && state(date).isBeingRemoved(cleaned);
  }

  private DayState state(LocalDate date) {
    return states.computeIfAbsent(date, of -> DayState.of(partner, partner.layout().on(of)));
  }

  private void part(LocalDate date, What what, Optional<Duration> age, Location folder) {
    if (due(age, ended(date)) && !isEmpty(folder) && judge(date, what, age, Optional.empty())) {
      add(date, what, folder);
    }
  }

  /** Whether it goes; what is due, and stays, is noted. */
  private boolean judge(
      LocalDate date, What what, Optional<Duration> age, Optional<String> needed) {
    DayState state = state(date);
    if (!due(age, state.lastWork())) {
      // A day that was run again lately is as good as new.
      return false;
    }
    Optional<String> why = state.unsettled(now, failedToo).or(() -> needed);
    why.ifPresent(reason -> kept.add(new Kept(date, what, reason)));
    return why.isEmpty();
  }

  private boolean due(Optional<Duration> age, Instant since) {
    return age.filter(kept -> since.plus(kept).isBefore(now)).isPresent();
  }

  /** When the date was over at the partner's. */
  private Instant ended(LocalDate date) {
    return date.plusDays(1).atStartOfDay(partner.partner().timezone()).toInstant();
  }

  private boolean isEmpty(Location folder) {
    try (Stream<ObjectInfo> objects = partner.store().list(folder)) {
      return objects.findFirst().isEmpty();
    }
  }

  private void add(LocalDate date, What what, Location folder) {
    long count = 0;
    long bytes = 0;
    try (Stream<ObjectInfo> objects = partner.store().list(folder)) {
      for (ObjectInfo object : (Iterable<ObjectInfo>) objects::iterator) {
        count++;
        bytes += object.size();
      }
    }
    removals.add(new Removal(date, what, count, bytes));
  }

  /**
   * Days that others are compared with, and why. A day that stays only for that needs its own
   * baseline no more: else each day would keep the one before, and none would ever go.
   */
  private Map<LocalDate, String> needed(NavigableSet<LocalDate> all, Set<LocalDate> chosen) {
    Map<LocalDate, String> needed = new HashMap<>();
    if (retention.days().isEmpty()) {
      return needed;
    }
    Set<String> found = new HashSet<>();
    List<LocalDate> staying = new ArrayList<>();
    for (LocalDate date : all.descendingSet()) {
      if (begun.contains(date)) {
        continue;
      }
      for (String table : published(date)) {
        if (found.add(table)) {
          needed.putIfAbsent(date, "it has the newest publication of table " + table);
        }
      }
      boolean givenUp = failedToo && (chosen.isEmpty() || chosen.contains(date));
      if (needed.containsKey(date) || !isDone(date, givenUp)) {
        staying.add(date);
      }
    }
    for (LocalDate date : staying) {
      baselines(date).forEach(day -> needed.putIfAbsent(day, "it is the baseline of " + date));
    }
    return needed;
  }

  /** Whether all of a day would go if no other day needed it. */
  private boolean isDone(LocalDate date, boolean givenUp) {
    return due(retention.days(), ended(date))
        && due(retention.days(), state(date).lastWork())
        && state(date).unsettled(now, givenUp).isEmpty();
  }

  private List<String> published(LocalDate date) {
    DayLayout layout = partner.layout().on(date);
    try (Stream<String> folders = partner.store().listNames(layout.merged())) {
      return folders
          .filter(
              folder -> {
                Location marker = layout.merged().child(folder).child(layout.success("t").name());
                return Json.find(partner.store(), marker, PublicationMarker.class).isPresent();
              })
          .toList();
    }
  }

  private List<LocalDate> baselines(LocalDate date) {
    try {
      return Json.find(partner.store(), partner.layout().on(date).sources(), SourceList.class)
          .stream()
          .flatMap(list -> list.baseline().values().stream())
          .map(SourceList.Baseline::date)
          .distinct()
          .toList();
    } catch (DataException e) {
      // Whatever it says: without it nothing is known to be needed less.
      throw new DataException(
          e.getMessage() + "; nothing is removed before it can be read again", e);
    }
  }
}
