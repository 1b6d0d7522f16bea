package io.tributary.transfer.await;

import io.tributary.alert.Alert;
import io.tributary.alert.Alerts;
import io.tributary.alert.DeadlineWatch;
import io.tributary.core.command.Day;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.config.SourceSpec;
import io.tributary.core.document.Severity;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ExemptDateException;
import io.tributary.transfer.source.DeliverySource;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for one day's delivery: until it is there, or is given up. */
final class Watchman {
  private static final Logger LOG = LoggerFactory.getLogger(Watchman.class);
  private static final Duration LOG_AT_LEAST = Duration.ofMinutes(10);

  private final Day day;
  private final SourceSpec spec;
  private final DeliverySource source;
  private final Timer timer;
  private final Alerts alerts;
  private final DeliveryWatch watch;
  private final SourceFreezer freezer;
  private final Instant started;
  private final Instant deadline;
  private final Instant giveUp;
  private boolean deadlineTold;
  private String lastLine = "";
  private Instant lastLogged = Instant.MIN;

  Watchman(Day day, DeliverySource source, Timer timer, Alerts alerts) {
    this.day = day;
    this.spec = day.partner().source();
    this.source = source;
    this.timer = timer;
    this.alerts = alerts;
    this.watch = new DeliveryWatch(spec, source);
    this.freezer = new SourceFreezer(day, source.address());
    this.started = timer.now();
    this.deadline = day.partner().deadline(day.date());
    this.giveUp = day.partner().giveUp(day.date());
    // Of a day that was over before this run began, nobody has to be told in the middle of it.
    this.deadlineTold = !started.isBefore(giveUp);
  }

  WorkerResult await() {
    while (true) {
      Instant now = timer.now();
      Delivery delivery = watch.look(now);
      day.numbers().add("looks", 1);
      boolean empty = delivery.archives().isEmpty();
      if (freezer.frozen().isPresent() && empty) {
        return kept("the source is empty by now");
      }
      if ((spec.marker().isEmpty() || delivery.complete()) && freezer.isFrozen(delivery)) {
        return kept("the source is unchanged");
      }
      if (delivery.ready()) {
        return freezer.isPurged(delivery) ? partKept() : freeze(delivery, now);
      }
      if (empty && !delivery.markerPresent() && spec.exempts(day.date())) {
        throw new ExemptDateException(
            "no delivery at "
                + source.address()
                + ": the calendar of "
                + day.partner().partner()
                + " exempts "
                + day.date());
      }
      if (!now.isBefore(giveUp) && !settling(now)) {
        return giveUp(delivery, now);
      }
      tell(delivery, now);
      timer.sleep(untilNextLook(now));
    }
  }

  /** A run that begins late has to look long enough to see what is stable. */
  private boolean settling(Instant now) {
    return watch.settles().isPresent()
        && now.isBefore(started.plus(spec.stableFor().multipliedBy(2)).plusSeconds(5));
  }

  private WorkerResult partKept() {
    return kept("the source holds only a part of it by now");
  }

  private WorkerResult kept(String why) {
    SourceList list = freezer.frozen().orElseThrow();
    count(list);
    return WorkerResult.of(
        why
            + ": kept revision "
            + list.revision()
            + " of "
            + day.layout().sources()
            + " with "
            + list.archives().size()
            + " archives");
  }

  private WorkerResult freeze(Delivery delivery, Instant now) {
    if (!delivery.unlisted().isEmpty()) {
      LOG.warn(
          "{} archives are there although the marker does not list them, and count: {}",
          delivery.unlisted().size(),
          Delivery.some(delivery.unlisted()));
    }
    SourceList list = freezer.freeze(delivery, spec.marker(), now);
    count(list);
    return WorkerResult.of(
        "froze "
            + delivery.describe()
            + " from "
            + source.address()
            + " as revision "
            + list.revision()
            + " of "
            + day.layout().sources()
            + (delivery.missing().isEmpty()
                ? ""
                : "; missing though the marker lists them: " + Delivery.some(delivery.missing())));
  }

  private void count(SourceList list) {
    day.numbers().add("archives-listed", list.archives().size());
    day.numbers().add("archives-missing", list.missing().size());
    day.numbers()
        .add("bytes-listed", list.archives().stream().mapToLong(SourceList.Archive::size).sum());
  }

  /** A marker makes it a delivery, whatever lacks: the checks at the end judge that. */
  private WorkerResult giveUp(Delivery delivery, Instant now) {
    if (freezer.isPurged(delivery)) {
      return partKept();
    }
    if (delivery.markerPresent() && delivery.complete() && !delivery.archives().isEmpty()) {
      if (!delivery.missing().isEmpty()) {
        alert(
            "missing-archives",
            "gave up waiting for " + Delivery.some(delivery.missing()),
            delivery.missing().size() + " missing");
      }
      if (!delivery.unsettled().isEmpty()) {
        LOG.warn("frozen while changing: {}", Delivery.some(delivery.unsettled()));
      }
      return freeze(delivery, now);
    }
    String message =
        "no delivery of "
            + day.date()
            + " at "
            + source.address()
            + " by "
            + giveUp.atZone(day.partner().timezone()).toOffsetDateTime()
            + " ("
            + delivery.lacks(spec.marker())
            + "); ask the partner, then clear this task";
    // The rule by which the summary finds the same.
    alert("source-list", message, delivery.lacks(spec.marker()));
    throw new DataException(message);
  }

  private void tell(Delivery delivery, Instant now) {
    String line = "waiting for " + source.address() + ": " + delivery.lacks(spec.marker());
    if (!line.equals(lastLine) || !now.isBefore(lastLogged.plus(LOG_AT_LEAST))) {
      LOG.info("{}", line);
      lastLine = line;
      lastLogged = now;
    }
    if (!deadlineTold && !now.isBefore(deadline)) {
      // Whom it did not reach is tried again at the next look. A day that is published already,
      // and looked for again, is not overdue.
      deadlineTold =
          DeadlineWatch.published(day)
              || alerts.raise(
                  DeadlineWatch.overdue(
                      day, "the delivery is not complete, " + delivery.lacks(spec.marker())));
    }
  }

  private void alert(String rule, String message, String actual) {
    alerts.raise(Alert.ofDay(Severity.ERROR, rule, message, actual, "a complete delivery"));
  }

  /** At the next turn of the clock that can change something, and not before. */
  private Duration untilNextLook(Instant now) {
    Instant next = now.plus(spec.pollInterval());
    if (watch.settles().filter(next::isAfter).isPresent()) {
      next = watch.settles().get();
    }
    for (Instant turn : new Instant[] {deadline, giveUp}) {
      if (turn.isAfter(now) && turn.isBefore(next)) {
        next = turn;
      }
    }
    Duration pause = Duration.between(now, next);
    Duration least = Duration.ofMillis(10);
    return pause.compareTo(least) < 0 ? least : pause;
  }
}
