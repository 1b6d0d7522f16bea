package io.tributary.alert;

import io.tributary.core.command.Day;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.document.AlertState;
import io.tributary.core.document.AlertState.Stage;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts of one attempt of a worker on one partner's day. Nothing here throws: the data never
 * waits for a messenger, and what could not be told is in the result and in the log, and is tried
 * again by the next run. An attempt sends {@value #AT_MOST} alerts at most, and the rest as one.
 *
 * <p>Safe for use by several threads, of which one sends at a time.
 */
public final class Alerts {
  /** Alerts of one attempt; what is more comes as one. */
  public static final int AT_MOST = 20;

  /** The rule of a day that is not published at its deadline. */
  public static final String OVERDUE = "overdue";

  /** The rule of what stands for all findings beyond {@link #AT_MOST}. */
  static final String REST = "more-findings";

  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
  private static final Comparator<Alert> GRAVEST_FIRST =
      Comparator.comparing(Alert::severity, Comparator.reverseOrder()).thenComparing(Alert::key);

  private final Couriers couriers;
  private final AlertBook book;
  private final Teller teller;
  private final Set<String> logged = new HashSet<>();
  private int left = AT_MOST;

  public Alerts(Day day) {
    this(day, Couriers.of(day.partner().alerts()), Teller.LEASE, Clock.systemUTC());
  }

  Alerts(Day day, Couriers couriers, Duration lease, Clock clock) {
    this.couriers = couriers;
    this.book = new AlertBook(day.store(), day.layout());
    RunIdentity identity = day.identity();
    Template template =
        new Template(
            day.partner().partner(),
            day.date(),
            day.layout().report("report.html").toString(),
            "",
            clock.instant());
    String attempt = identity.runId() + " " + identity.index() + " " + identity.attempt();
    this.teller = new Teller(book, couriers, template, attempt, lease, clock);
  }

  /**
   * Tells everybody who wants to know and does not yet.
   *
   * @return whether nothing is left to be told
   */
  public boolean raise(Alert alert) {
    return raise(List.of(alert)).undelivered().isEmpty();
  }

  /** Tells everybody who wants to know and does not yet, of the gravest first. */
  public synchronized Summary.Alerts raise(Collection<Alert> alerts) {
    Tally tally = new Tally(couriers);
    if (couriers.all().isEmpty()) {
      alerts.stream()
          .filter(alert -> logged.add(alert.key()))
          .forEach(alert -> LOG.warn("nobody is to be told of: {}", alert.message()));
      return tally.result();
    }
    try {
      raise(distinct(alerts), tally);
    } catch (RuntimeException e) {
      failed(e, tally);
    }
    return tally.result();
  }

  /**
   * Tells of all findings of a day as its summary has them, and of those that are gone.
   *
   * @param present the findings
   * @param known findings that are there too, of which nobody needs to be told any more
   * @param closable whether an alert that is not among them is known to be gone
   */
  public synchronized Summary.Alerts reconcile(
      Collection<Alert> present, Collection<Alert> known, Predicate<AlertState> closable) {
    Tally tally = new Tally(couriers);
    if (couriers.all().isEmpty()) {
      return tally.result();
    }
    try {
      List<AlertState> before = book.all();
      raise(distinct(news(present, before)), tally);
      List<Alert> all = new ArrayList<>(present);
      all.addAll(known);
      resolve(before, all, closable, tally);
    } catch (RuntimeException e) {
      failed(e, tally);
    }
    return tally.result();
  }

  /** Whoever was told that a day is overdue needs no second word on its deadline. */
  private static List<Alert> news(Collection<Alert> present, List<AlertState> before) {
    boolean overdue =
        before.stream()
            .filter(state -> state.rule().equals(OVERDUE))
            .anyMatch(state -> !state.told().isEmpty() || state.stage() == Stage.RESOLVED);
    return present.stream()
        .filter(alert -> alert.severity() != Severity.OK)
        .filter(alert -> !overdue || !alert.rule().equals("deadline"))
        .toList();
  }

  /** One alert for each key: the gravest, which says how many more there are. */
  private static List<Alert> distinct(Collection<Alert> alerts) {
    Map<String, List<Alert>> byKey = new LinkedHashMap<>();
    for (Alert alert : alerts) {
      byKey.computeIfAbsent(alert.key(), key -> new ArrayList<>()).add(alert);
    }
    return byKey.values().stream()
        .map(
            same -> {
              Alert first = same.stream().max(Comparator.comparing(Alert::severity)).orElseThrow();
              return same.size() == 1 ? first : first.withMore(same.size() - 1);
            })
        .sorted(GRAVEST_FIRST)
        .toList();
  }

  private void raise(List<Alert> alerts, Tally tally) {
    List<Telling> blocked = new ArrayList<>();
    List<Alert> rest = new ArrayList<>();
    Optional<AlertState> summary = book.find(rest(List.of()).key()).state();
    for (Alert alert : alerts) {
      Telling telling =
          new Telling.Raise(alert, List.of(), Summed.receivers(summary, alert), couriers);
      if (couriers.all().stream().noneMatch(courier -> courier.wants(alert.severity()))) {
        continue;
      }
      if (left > 0) {
        tell(telling, blocked, tally);
      } else if (!telling.due(book.find(telling.key()).state()).isEmpty()) {
        rest.add(alert);
      }
    }
    if (!rest.isEmpty()) {
      Alert sum = rest(rest);
      tell(new Telling.Raise(sum, Summed.names(rest), Set.of(), couriers), blocked, tally);
    }
    teller.tellWhenFree(blocked).forEach((telling, result) -> tally.add(telling, result));
  }

  private void tell(Telling telling, List<Telling> blocked, Tally tally) {
    Teller.Result result = teller.tell(telling);
    if (result.end() == Teller.End.BLOCKED) {
      blocked.add(telling);
      return;
    }
    if (result.end() != Teller.End.KNOWN) {
      left--;
    }
    tally.add(telling, result);
  }

  private static Alert rest(List<Alert> alerts) {
    Severity gravest = alerts.stream().map(Alert::severity).reduce(Severity.WARN, Severity::or);
    String count = String.valueOf(alerts.size());
    return Alert.ofDay(
        gravest, REST, "and " + count + " more findings; see the report", count, "none");
  }

  private void resolve(
      List<AlertState> before,
      Collection<Alert> present,
      Predicate<AlertState> closable,
      Tally tally) {
    Set<String> found = new TreeSet<>();
    present.stream()
        .filter(alert -> alert.severity() != Severity.OK)
        .forEach(alert -> found.add(alert.key()));
    List<Telling> blocked = new ArrayList<>();
    for (AlertState state : before) {
      boolean gone =
          state.rule().equals(REST)
              ? Summed.keys(state).stream().noneMatch(found::contains)
              : !found.contains(state.key()) && closable.test(state);
      if (gone && state.stage() != Stage.RESOLVED) {
        if (state.told().isEmpty()) {
          // It never got through, and is over: said here for the last time.
          tally.missed(state);
        }
        tell(new Telling.Resolve(state, couriers), blocked, tally);
      }
    }
    teller.tellWhenFree(blocked).forEach((telling, result) -> tally.add(telling, result));
  }

  private static void failed(RuntimeException e, Tally tally) {
    LOG.warn("alerts could not be told: {}", e.getMessage(), e);
    tally.failed("the storage did not keep who was told: " + e.getClass().getSimpleName());
  }
}
