package io.tributary.merge.rules;

import io.tributary.core.command.Day;
import io.tributary.core.command.RunIdentity;
import io.tributary.core.document.AskedQueries;
import io.tributary.core.document.AskedQueries.Asked;
import io.tributary.core.document.AskedQueries.Asking;
import io.tributary.core.document.Json;
import io.tributary.core.error.DataException;
import io.tributary.core.error.WorkerException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down which query a table is being asked before it is, so that one that takes the whole
 * worker with it, as one that needs more memory than there is does, ends the table's merge twice in
 * a run and not for ever.
 *
 * <p>Once proves nothing: the worker may have been killed from outside, or another table's query
 * may be at fault. So a query without an answer is asked once more, with nothing else running; only
 * when the worker ends at it again, it counts as one that cannot be answered. A worker that is told
 * to end takes back what it wrote. What other runs ask at the same time says nothing: see {@link
 * Deaths}.
 *
 * <p>A run that goes on without asking leaves that in the book, with the publication. Another run
 * asks once more, since both workers may have been killed from outside; of all runs before it
 * counts one end, so that its own first one is proof.
 */
public final class AskedBook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AskedBook.class);
  private static final int PROOF = 2;

  private final Optional<ObjectStore> store;
  private final RunIdentity self;
  private final Predicate<Asking> died;
  private final Location location;
  private final String table;
  private final String fingerprint;
  private final long heapBytes;
  private final Thread atShutdown = new Thread(this::takeBack, "asked-book");
  private final Map<String, Integer> ends = new HashMap<>();
  private final Set<String> passed = new HashSet<>();
  private Map<String, Asked> unanswered = new TreeMap<>();
  private Optional<String> asking = Optional.empty();
  private boolean written;
  private boolean open;
  private boolean ending;

  private AskedBook(Day day, boolean kept, String table, String fingerprint) {
    this.store = kept ? Optional.of(day.store()) : Optional.empty();
    this.self = day.identity();
    this.died = new Deaths(day)::died;
    this.location = day.layout().asked(table);
    this.table = table;
    this.fingerprint = fingerprint;
    this.heapBytes = Runtime.getRuntime().maxMemory();
  }

  /**
   * Opens a table's book.
   *
   * @param fingerprint of what is merged: another one starts a book of its own
   */
  public static AskedBook of(Day day, String table, String fingerprint) {
    AskedBook book = new AskedBook(day, true, table, fingerprint);
    book.read(day.store());
    return book;
  }

  /** A book that is never read nor written: of a table without queries, or of a trial. */
  public static AskedBook unwritten(Day day, String table) {
    return new AskedBook(day, false, table, "");
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
    unanswered.replaceAll((rule, asked) -> withThisMemory(asked));
    unanswered.values().removeIf(asked -> asked.askings().isEmpty() && !asked.passedOver());
    unanswered.forEach((rule, asked) -> ends.put(rule, ends(asked)));
  }

  /** More memory is another chance; the JVM's figure varies a bit. */
  private Asked withThisMemory(Asked asked) {
    return asked.heapBytes() + asked.heapBytes() / 8 < heapBytes
        ? new Asked(List.of(), asked.heapBytes(), asked.passedOver())
        : asked;
  }

  private int ends(Asked asked) {
    int own = 0;
    int others = 0;
    for (Asking asking : asked.askings()) {
      if (died.test(asking)) {
        if (asking.runId().equals(self.runId())) {
          own++;
        } else {
          others++;
        }
      }
    }
    return own + (asked.passedOver() ? Math.min(1, others) : others);
  }

  /** Whether a query of the table may have ended an earlier worker, and will be asked again. */
  public boolean suspects() {
    return ends.values().stream().anyMatch(times -> times > 0 && times < PROOF);
  }

  /** Whether the publication was made without asking a query that this run would ask. */
  public boolean owes() {
    return unanswered.entrySet().stream()
        .anyMatch(entry -> entry.getValue().passedOver() && times(entry.getKey()) < PROOF);
  }

  /** Whether a query has proved that it ends whatever worker it is asked; it is passed over. */
  synchronized boolean refuses(String rule) {
    if (times(rule) < PROOF) {
      return false;
    }
    unanswered.computeIfPresent(
        rule, (unused, asked) -> new Asked(asked.askings(), asked.heapBytes(), true));
    passed.add(rule);
    return true;
  }

  private int times(String rule) {
    return ends.getOrDefault(rule, 0);
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
    now.put(rule, asked(rule, false));
    write(now);
  }

  private Asked asked(String rule, boolean lost) {
    Optional<Asked> before = Optional.ofNullable(unanswered.get(rule));
    List<Asking> askings = new ArrayList<>(before.map(Asked::askings).orElse(List.of()));
    askings.add(new Asking(self.runId(), self.index(), self.attempt(), lost));
    return new Asked(askings, heapBytes, before.filter(Asked::passedOver).isPresent());
  }

  /** The query that was asked last ended its executors, and this worker can say so. */
  synchronized void lost() {
    asking.ifPresent(rule -> unanswered.put(rule, asked(rule, true)));
    asking = Optional.empty();
  }

  /** The query that was asked last left the worker alive. */
  synchronized void survived() {
    asking.ifPresent(unanswered::remove);
    asking = Optional.empty();
  }

  /** The table is published: whatever its queries said is part of that, if they were asked. */
  public synchronized void forget() {
    unanswered.keySet().retainAll(passed);
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
    }
    synchronized (this) {
      if (asking.isEmpty() && (open || !passed.isEmpty())) {
        leave();
      }
    }
  }
}
