package io.tributary.alert;

import io.tributary.core.document.AlertState;
import io.tributary.core.store.ObjectInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one thing at a time: claims its state, sends, completes the state. Whoever finds a claim of
 * another attempt waits until that completes, or takes it over when it does not: an attempt that
 * died between claim and sending loses no alert. One that died between sending and completing sends
 * again; the message's id is the same then.
 */
final class Teller {
  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

  /** Longer than sending may take, and than a store takes to write twice. */
  static final Duration LEASE = Duration.ofSeconds(60);

  /** Older claims are of attempts that are gone, whatever the difference of two clocks. */
  private static final Duration LONG_AGO = Duration.ofMinutes(10);

  private final AlertBook book;
  private final Couriers couriers;
  private final Template day;
  private final String attempt;
  private final Duration lease;
  private final Clock clock;

  Teller(
      AlertBook book,
      Couriers couriers,
      Template day,
      String attempt,
      Duration lease,
      Clock clock) {
    this.book = book;
    this.couriers = couriers;
    this.day = day;
    this.attempt = attempt;
    this.lease = lease;
    this.clock = clock;
  }

  /** How telling one thing ended. */
  enum End {
    /** Nobody had to be told. */
    KNOWN,
    /** Everybody who had to was told. */
    TOLD,
    /** Somebody could not be told. */
    UNDELIVERED,
    /** Another attempt is at it. */
    BLOCKED
  }

  /**
   * The end of one thing.
   *
   * @param end how
   * @param took whether anybody took the message
   * @param problems of those who did not
   */
  record Result(End end, boolean took, Map<Courier, Courier.Problem> problems) {
    static Result of(End end) {
      return new Result(end, false, Map.of());
    }
  }

  /** A claim of somebody else, since when it has been seen unchanged. */
  private record Watch(String etag, long sinceNanos) {}

  /** Tells, unless another attempt is at it. */
  Result tell(Telling telling) {
    return tell(telling, Optional.empty());
  }

  /** Tells what other attempts were at, when these are done or have died. */
  Map<Telling, Result> tellWhenFree(List<Telling> blocked) {
    Map<Telling, Result> results = new LinkedHashMap<>();
    Map<Telling, Watch> watched = new LinkedHashMap<>();
    for (Telling telling : blocked) {
      watched.put(telling, new Watch("", System.nanoTime()));
    }
    long end = System.nanoTime() + 4 * lease.toNanos();
    while (!watched.isEmpty() && System.nanoTime() < end && pause()) {
      for (Telling telling : List.copyOf(watched.keySet())) {
        Result result = tell(telling, Optional.of(watched.get(telling)));
        if (result.end() != End.BLOCKED) {
          results.put(telling, result);
          watched.remove(telling);
          continue;
        }
        String etag = book.find(telling.key()).etag();
        if (!etag.equals(watched.get(telling).etag())) {
          watched.put(telling, new Watch(etag, System.nanoTime()));
        }
      }
    }
    watched.keySet().forEach(telling -> results.put(telling, Result.of(End.BLOCKED)));
    return results;
  }

  /** Waits a moment; false when the process is to end. */
  private boolean pause() {
    try {
      Thread.sleep(Math.max(5, Math.min(500, lease.toMillis() / 20)));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Result tell(Telling telling, Optional<Watch> watch) {
    AlertBook.Entry entry = book.find(telling.key());
    Optional<AlertState> known = entry.state();
    if (known.filter(state -> isClaimed(state, entry, watch)).isPresent()) {
      return Result.of(End.BLOCKED);
    }
    List<Courier> due = telling.due(known);
    if (due.isEmpty() && !telling.closes(known)) {
      return Result.of(End.KNOWN);
    }
    Instant now = clock.instant();
    Template template =
        new Template(
            day.partner(), day.date(), day.report(), attempt + " " + UUID.randomUUID(), now);
    AlertState claimed = telling.claimed(known, template);
    if (due.isEmpty()) {
      AlertState closed = telling.completed(claimed, Map.of(), now);
      return Result.of(book.write(closed, entry.info()).isEmpty() ? End.BLOCKED : End.KNOWN);
    }
    Optional<ObjectInfo> mine = book.write(claimed, entry.info());
    return mine.isEmpty() ? Result.of(End.BLOCKED) : send(telling, claimed, mine, template, due);
  }

  private boolean isClaimed(AlertState state, AlertBook.Entry entry, Optional<Watch> watch) {
    if (state.claim().isEmpty() || state.changed().plus(LONG_AGO).isBefore(clock.instant())) {
      return false;
    }
    boolean dead =
        watch
            .filter(seen -> seen.etag().equals(entry.etag()))
            .filter(seen -> System.nanoTime() - seen.sinceNanos() >= lease.toNanos())
            .isPresent();
    return !dead;
  }

  private Result send(
      Telling telling,
      AlertState claimed,
      Optional<ObjectInfo> mine,
      Template template,
      List<Courier> due) {
    Message message = telling.message(claimed, template);
    LOG.warn("alert to {}: {}", names(due), message.headline());
    Map<Courier, Optional<Courier.Problem>> results = couriers.send(message, due);
    AlertState completed = telling.completed(claimed, results, clock.instant());
    if (book.write(completed, mine).isEmpty()) {
      LOG.warn(
          "somebody took over the alert {} while it was sent: it may come twice", claimed.key());
    }
    Map<Courier, Courier.Problem> problems = new LinkedHashMap<>();
    results.forEach(
        (courier, problem) ->
            problem.ifPresent(
                why -> {
                  problems.put(courier, why);
                  LOG.warn("the alert did not reach {}: {}", courier.label(), why.text());
                }));
    boolean took = problems.size() < results.size();
    return new Result(problems.isEmpty() ? End.TOLD : End.UNDELIVERED, took, problems);
  }

  private static String names(List<Courier> couriers) {
    return String.join(", ", couriers.stream().map(Courier::label).toList());
  }
}
