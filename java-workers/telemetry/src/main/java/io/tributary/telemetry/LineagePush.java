package io.tributary.telemetry;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Sends events one after the other, within a bounded time for all of them. */
final class LineagePush {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private LineagePush() {}

  /** Sends until one is not taken; says why that was not, without addresses or keys. */
  static Optional<String> send(
      Supplier<OpenLineageClient> client, List<OpenLineage.RunEvent> events) {
    FutureTask<Void> sending =
        new FutureTask<>(
            () -> {
              OpenLineageClient open = client.get();
              // Not in a resource block: its close may throw an interruption.
              try {
                events.forEach(open::emit);
              } finally {
                open.close();
              }
              return null;
            });
    Thread thread = new Thread(sending, "lineage");
    thread.setDaemon(true);
    thread.start();
    try {
      sending.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (TimeoutException e) {
      sending.cancel(true);
      return Optional.of("not taken within " + LONGEST.toSeconds() + " s");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      Throwable root = cause.getCause() == null ? cause : cause.getCause();
      return Optional.of(root.getClass().getSimpleName());
    } catch (InterruptedException e) {
      sending.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
