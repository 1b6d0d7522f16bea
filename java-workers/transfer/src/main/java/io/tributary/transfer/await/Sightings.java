package io.tributary.transfer.await;

import io.tributary.transfer.source.DeliverySource.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Since when each file has looked as it looks now, by our own clock. */
final class Sightings {
  private Map<String, Sighting> seen = new HashMap<>();

  private record Sighting(Entry entry, Instant since) {}

  /** Takes in a look; files that are gone are forgotten. */
  void look(List<Entry> entries, Instant now) {
    Map<String, Sighting> next = new HashMap<>(entries.size() * 2);
    for (Entry entry : entries) {
      Sighting before = seen.get(entry.name());
      boolean same = before != null && before.entry().equals(entry);
      next.put(entry.name(), same ? before : new Sighting(entry, now));
    }
    seen = next;
  }

  /** Since when a file that was in the last look has been unchanged. */
  Instant since(Entry entry) {
    return seen.get(entry.name()).since();
  }
}
