package io.tributary.core.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What this process asked of servers elsewhere, and how often it had to ask again: the one place
 * where repetitions of all layers below the workers are counted. Run records show it as {@code
 * storage-requests}, {@code storage-repeats}, {@code source-requests} and {@code source-repeats}.
 */
public final class RemoteCalls {
  /** Object storage; a request is one exchange with the server, repetitions included. */
  public static final RemoteCalls STORAGE = new RemoteCalls("storage");

  /** The partner's server; a request is one listing, one look at a file, or one opening of it. */
  public static final RemoteCalls SOURCE = new RemoteCalls("source");

  private final String name;
  private final LongAdder requests = new LongAdder();
  private final LongAdder repeats = new LongAdder();

  private RemoteCalls(String name) {
    this.name = name;
  }

  /** Counts requests, first ones and repetitions alike. */
  public void asked(long more) {
    requests.add(more);
  }

  /** Counts repetitions, which are made after a failure. */
  public void repeated(long more) {
    repeats.add(more);
  }

  /** All counts of the process so far, by the names of run records. */
  public static Map<String, Long> snapshot() {
    Map<String, Long> counts = new TreeMap<>();
    for (RemoteCalls calls : List.of(STORAGE, SOURCE)) {
      counts.put(calls.name + "-requests", calls.requests.sum());
      counts.put(calls.name + "-repeats", calls.repeats.sum());
    }
    return counts;
  }
}
