package io.tributary.merge.rules;

import io.tributary.core.document.AskedQueries;
import io.tributary.core.document.AskedQueries.Asked;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.error.DataException;
import io.tributary.core.error.WorkerException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down which query a table is being asked before it is, so that one that takes the whole
 * worker with it, as one that needs more memory than there is does, ends the table's merge twice
 * and not for ever.
 *
 * <p>Once proves nothing: the worker may have been killed from outside, or another table's query
 * may be at fault. So a query without an answer is asked once more, with nothing else running; only
 * when the worker ends at it again, it counts as one that cannot be answered. A worker that is told
 * to end takes back what it wrote.
 */
public final class AskedBook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AskedBook.class);
  private static final int PROOF = 2;

  private final Optional<ObjectStore> store;
  private final Location location;
  private final String table;
  private final String fingerprint;
  private final long heapBytes;
  private final Thread atShutdown = new Thread(this::takeBack, "asked-book");
  private Map<String, Asked> unanswered = new TreeMap<>();
  private Optional<String> asking = Optional.empty();
  private boolean written;
  private boolean open;
  private boolean ending;

  private AskedBook(
      Optional<ObjectStore> store, DayLayout layout, String table, String fingerprint) {
    this.store = store;
    this.location = layout.asked(table);
    this.table = table;
    this.fingerprint = fingerprint;
    this.heapBytes = Runtime.getRuntime().maxMemory();
  }

  /**
   * Opens a table's book.
   *
   * @param fingerprint of what is merged: another one starts a book of its own
   */
  public static AskedBook of(
      ObjectStore store, DayLayout layout, String table, String fingerprint) {
    AskedBook book = new AskedBook(Optional.of(store), layout, table, fingerprint);
    book.read(store);
    return book;
  }

  /** A book that is never read nor written: of a table without queries, or of a trial. */
  public static AskedBook unwritten(DayLayout layout, String table) {
    return new AskedBook(Optional.empty(), layout, table, "");
  }

  private void read(ObjectStore store) {
    try {
      Optional<AskedQueries> found = Json.find(store, location, AskedQueries.class);
      written = found.isPresent();
      found
          .filter(book -> book.version() == AskedQueries.VERSION)
          .filter(book -> book.fingerprint().equals(fingerprint))
          .ifPresent(book -> unanswered = new TreeMap<>(book.unanswered()));
    } catch (DataException e) {
      // Whoever wrote this, it says nothing.
      written = true;
    }
    // What could not be answered with less memory may be with more; the JVM's figure varies a bit.
    unanswered.values().removeIf(asked -> asked.heapBytes() + asked.heapBytes() / 8 < heapBytes);
  }

  /** Whether a query of the table may have ended an earlier worker, and will be asked again. */
  public boolean suspects() {
    return unanswered.values().stream().anyMatch(asked -> asked.times() < PROOF);
  }

  /** Whether a query has proved that it ends whatever worker it is asked. */
  boolean refuses(String rule) {
    return times(rule) >= PROOF;
  }

  private int times(String rule) {
    return Optional.ofNullable(unanswered.get(rule)).map(Asked::times).orElse(0);
  }

  /** A query is about to be asked. */
  synchronized void begin(String rule) {
    if (!open) {
      open = true;
      Runtime.getRuntime().addShutdownHook(atShutdown);
    }
    if (times(rule) > 0) {
      LOG.warn(
          "table {}: an earlier attempt ended while it was asked rule {}; it is asked once more",
          table,
          rule);
    }
    LOG.info("table {}: asking rule {}", table, rule);
    asking = Optional.of(rule);
    Map<String, Asked> now = new TreeMap<>(unanswered);
    now.put(rule, new Asked(times(rule) + 1, heapBytes));
    write(now);
  }

  /** The query that was asked last left the worker alive. */
  synchronized void survived() {
    asking.ifPresent(unanswered::remove);
    asking = Optional.empty();
  }

  /** The table is published: whatever its queries said is part of that. */
  public synchronized void forget() {
    unanswered.clear();
    asking = Optional.empty();
    leave();
  }

  private void write(Map<String, Asked> entries) {
    if (ending || store.isEmpty()) {
      return;
    }
    if (!entries.isEmpty()) {
      AskedQueries book = new AskedQueries(AskedQueries.VERSION, table, fingerprint, entries);
      store.get().write(location, Payload.of(Json.bytes(book)), WriteCondition.none());
      written = true;
    } else if (written) {
      store.get().delete(location);
      written = false;
    }
  }

  /** Writes what the next attempt must know, which is worth no failure of this one. */
  private void leave() {
    try {
      write(unanswered);
    } catch (WorkerException e) {
      LOG.warn("{} stays as it is: {}", location, e.getMessage());
    }
  }

  private synchronized void takeBack() {
    if (asking.isPresent()) {
      leave();
    }
    ending = true;
  }

  /** Leaves what the next attempt must know: queries that were not survived, and nothing else. */
  @Override
  public void close() {
    if (open) {
      try {
        Runtime.getRuntime().removeShutdownHook(atShutdown);
      } catch (IllegalStateException e) {
        return; // the worker is ending, and the hook does the rest
      }
      synchronized (this) {
        if (asking.isEmpty()) {
          leave();
        }
      }
    }
  }
}
