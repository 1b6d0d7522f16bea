package io.tributary.alert;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.Severity;
import io.tributary.core.document.Summary;
import io.tributary.core.error.WorkerException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of a worker that runs while, or begins after, its day's deadline passes: tells once
 * that the day is not published. Of a day that was given up before the worker began, as in a
 * backfill, nobody has to be told in the middle of it.
 */
public final class DeadlineWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);
  private static final Duration AGAIN = Duration.ofMinutes(5);
  private static final long LAST_WORD_SECONDS = 30;

  private final Day day;
  private final Alerts alerts;
  private final String task;
  private final Optional<ScheduledExecutorService> timer;
  private volatile boolean settled;

  /**
   * Watches until it is closed.
   *
   * @param task what is still running, for the message
   */
  public static DeadlineWatch over(Day day, Alerts alerts, String task) {
    return new DeadlineWatch(day, alerts, task, Clock.systemUTC());
  }

  DeadlineWatch(Day day, Alerts alerts, String task, Clock clock) {
    this.day = day;
    this.alerts = alerts;
    this.task = task;
    Instant now = clock.instant();
    Instant deadline = day.partner().deadline(day.date());
    if (!now.isBefore(day.partner().giveUp(day.date()))) {
      this.timer = Optional.empty();
      return;
    }
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread daemon = new Thread(work, "deadline");
              daemon.setDaemon(true);
              return daemon;
            });
    long wait = Math.max(0, now.until(deadline, ChronoUnit.MILLIS));
    var unused =
        thread.scheduleWithFixedDelay(this::look, wait, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    this.timer = Optional.of(thread);
  }

  /** What is told of a day whose deadline has passed. */
  public static Alert overdue(Day day, String why) {
    ZonedDateTime deadline = day.partner().deadline(day.date()).atZone(day.partner().timezone());
    return Alert.ofDay(
        Severity.ERROR,
        Alerts.OVERDUE,
        "not published at its deadline: " + why,
        why,
        "published by " + deadline.toOffsetDateTime());
  }

  void look() {
    if (settled) {
      return;
    }
    try {
      settled = published(day) || alerts.raise(overdue(day, task + " is still running"));
    } catch (RuntimeException e) {
      // The next look tries again; a timer that throws is a timer no more.
      LOG.warn("the deadline's clock could not look: {}", e.getMessage());
    }
  }

  /** Whether the last summary of the day said that every table is there. */
  public static boolean published(Day day) {
    try {
      return Json.find(day.store(), day.layout().report("summary.json"), Summary.class)
          .filter(DeadlineWatch::whole)
          .isPresent();
    } catch (WorkerException e) {
      // Nobody knows, so somebody is told.
      LOG.warn("whether the day is published could not be read: {}", e.getMessage());
      return false;
    }
  }

  /** Whether a summary tells of a day of which every delivered table is published. */
  public static boolean whole(Summary summary) {
    return !summary.tables().isEmpty()
        && summary.tables().values().stream()
            .allMatch(table -> table.published() || table.delivered() == 0);
  }

  /** Stops watching; an alert on its way gets its time. */
  @Override
  public void close() {
    timer.ifPresent(
        thread -> {
          thread.shutdown();
          try {
            if (!thread.awaitTermination(LAST_WORD_SECONDS, TimeUnit.SECONDS)) {
              thread.shutdownNow();
            }
          } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
          }
        });
  }
}
