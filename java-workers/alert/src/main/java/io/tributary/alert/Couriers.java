package io.tributary.alert;

import io.tributary.core.config.AlertSpec;
import io.tributary.core.config.AlertSpec.Email;
import io.tributary.core.config.AlertSpec.Receiver;
import io.tributary.core.config.AlertSpec.Webhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All receivers of a partner. Messages go to several at once, and none is waited for longer than a
 * bounded time; one that failed twice in a row is left alone for some minutes, so that a messenger
 * that is away costs a run seconds, not its deadline.
 */
final class Couriers {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final int FAILURES_IN_A_ROW = 2;

  /** Daemons: a messenger that never answers does not keep a worker alive. */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "alert");
            thread.setDaemon(true);
            return thread;
          });

  private final List<Courier> all;
  private final Duration longest;
  private final Map<Courier, Failures> failures = new HashMap<>();

  Couriers(List<Courier> all) {
    this(all, LONGEST);
  }

  Couriers(List<Courier> all, Duration longest) {
    this.all = List.copyOf(all);
    this.longest = longest;
  }

  /** Failures of one courier in a row. */
  private record Failures(int count, long lastNanos, Courier.Problem problem) {}

  static Couriers of(List<AlertSpec> specs) {
    List<Courier> couriers = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      AlertSpec spec = specs.get(i);
      couriers.add(courier(i, spec, spec.receiver()));
    }
    return new Couriers(couriers);
  }

  private static Courier courier(int place, AlertSpec spec, Receiver receiver) {
    return receiver instanceof Webhook webhook
        ? new WebhookCourier(place, spec, webhook)
        : new MailCourier(place, spec, (Email) receiver);
  }

  List<Courier> all() {
    return all;
  }

  Optional<Courier> byId(String id) {
    return all.stream().filter(courier -> courier.id().equals(id)).findFirst();
  }

  /** Sends to some, and says of each why it was not taken, if it was not. */
  Map<Courier, Optional<Courier.Problem>> send(Message message, List<Courier> receivers) {
    Map<Courier, Optional<Courier.Problem>> results = new LinkedHashMap<>();
    Map<Courier, Future<Optional<Courier.Problem>>> running = new LinkedHashMap<>();
    for (Courier courier : receivers) {
      Optional<Courier.Problem> paused = paused(courier);
      if (paused.isPresent()) {
        results.put(courier, paused);
      } else {
        running.put(courier, THREADS.submit(() -> courier.deliver(message)));
      }
    }
    long end = System.nanoTime() + longest.toNanos();
    running.forEach(
        (courier, answer) -> {
          Optional<Courier.Problem> problem = await(answer, end);
          note(courier, problem);
          results.put(courier, problem);
        });
    return results;
  }

  private Optional<Courier.Problem> paused(Courier courier) {
    Failures last = failures.get(courier);
    if (last == null
        || last.count() < FAILURES_IN_A_ROW
        || System.nanoTime() - last.lastNanos() > PAUSE.toNanos()) {
      return Optional.empty();
    }
    return Optional.of(last.problem());
  }

  private void note(Courier courier, Optional<Courier.Problem> problem) {
    if (problem.isEmpty()) {
      failures.remove(courier);
      return;
    }
    Failures before = failures.get(courier);
    int count = before == null ? 1 : before.count() + 1;
    failures.put(courier, new Failures(count, System.nanoTime(), problem.get()));
  }

  private Optional<Courier.Problem> await(Future<Optional<Courier.Problem>> answer, long endNanos) {
    try {
      return answer.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return Optional.of(
          new Courier.Problem("no answer within " + longest.toSeconds() + " s", true));
    } catch (ExecutionException e) {
      return Optional.of(
          new Courier.Problem("failed: " + e.getCause().getClass().getSimpleName(), true));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.of(new Courier.Problem("interrupted", true));
    }
  }
}
