package io.tributary.core.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Uploads that nobody goes on with. A run gives up what it knows to be dead at once; what else a
 * killed one left, such as that of a table held back since, is known by its age alone.
 */
public final class StaleUploads {
  /** No task runs so long; one that does is told that its upload is gone, and begins again. */
  public static final Duration AGE = Duration.ofDays(1);

  private StaleUploads() {}

  /** The uploads below a prefix that were begun more than {@link #AGE} before a moment. */
  public static List<PendingUpload> below(ObjectStore store, Location prefix, Instant now) {
    Instant limit = now.minus(AGE);
    return store.pendingUploads(prefix).stream()
        .filter(pending -> pending.begun().isBefore(limit))
        .toList();
  }

  /** Gives them up, and says how many there were. */
  public static int giveUp(ObjectStore store, Location prefix, Instant now) {
    List<PendingUpload> stale = below(store, prefix, now);
    stale.forEach(pending -> store.abort(pending.upload()));
    return stale.size();
  }
}
