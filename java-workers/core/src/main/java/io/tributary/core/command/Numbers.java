package io.tributary.core.command;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters of one attempt by name, such as {@code bytes-read}; safe for several threads. */
public final class Numbers {
  private final ConcurrentSkipListMap<String, LongAdder> counters = new ConcurrentSkipListMap<>();

  /** Adds to a counter. */
  public void add(String name, long amount) {
    counters.computeIfAbsent(name, unused -> new LongAdder()).add(amount);
  }

  /** All counters as they are now. */
  public Map<String, Long> snapshot() {
    ConcurrentSkipListMap<String, Long> snapshot = new ConcurrentSkipListMap<>();
    counters.forEach((name, counter) -> snapshot.put(name, counter.sum()));
    return snapshot;
  }
}
