package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.Payload;
import io.tributary.core.store.StaleUploads;
import io.tributary.core.store.WriteCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Removes what was planned. Each day says in {@code cleaned.json} what goes before it goes, and a
 * whole day goes marker by marker, then the rest, then that word: so whoever is interrupted, reader
 * or cleaner, finds out what happened, and the next clean goes on. A plan takes long to carry out:
 * each day is looked at again, and one that was worked on since stays.
 */
final class Cleaner {
  private static final int AT_ONCE = 16;
  private static final int WINDOW = 1_000;

  private final Day partner;
  private final boolean failedToo;

  /**
   * A cleaner of a partner's days.
   *
   * @param failedToo as the plan was made
   */
  Cleaner(Day partner, boolean failedToo) {
    this.partner = partner;
    this.failedToo = failedToo;
  }

  /**
   * Removes.
   *
   * @return what stays although it was planned, and why
   */
  List<CleanPlan.Kept> remove(CleanPlan plan) {
    List<CleanPlan.Kept> staying = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (CleanPlan.Removal removal : plan.removals()) {
        remove(removal, plan.at(), threads)
            .ifPresent(why -> staying.add(new CleanPlan.Kept(removal.date(), removal.what(), why)));
      }
    } finally {
      threads.shutdownNow();
    }
    StaleUploads.giveUp(partner.store(), partner.layout().partnerFolder(), plan.at());
    return staying;
  }

  /** Removes, or says why not. */
  private Optional<String> remove(CleanPlan.Removal removal, Instant at, ExecutorService threads) {
    DayLayout layout = partner.layout().on(removal.date());
    Optional<ObjectInfo> seen = partner.store().head(layout.cleaned());
    CleanedDay before = CleanedDay.of(partner.store(), layout);
    CleanedDay after = after(before, removal, at);
    note(layout, seen, before, after);
    boolean goes = false;
    try {
      Optional<String> changed = changed(layout, removal, before, at);
      goes = changed.isEmpty();
      if (!goes) {
        return changed;
      }
    } finally {
      if (!goes) {
        // Nor when its records cannot be read: nobody may read that it went.
        note(layout, partner.store().head(layout.cleaned()), after, before);
      }
    }
    switch (removal.what()) {
      case EXTRACTED -> removeBelow(layout.extracted(), threads);
      case QUARANTINE -> removeBelow(layout.quarantine(), threads);
      case DAY -> removeDay(layout, threads);
    }
    return Optional.empty();
  }

  /** What became of the day since it was planned. */
  private Optional<String> changed(
      DayLayout layout, CleanPlan.Removal removal, CleanedDay before, Instant at) {
    DayState state = DayState.of(partner, layout);
    if (removal.what() == CleanPlan.What.DAY && state.isBeingRemoved(before)) {
      // What is left of its records tells nothing any more.
      return Optional.empty();
    }
    return state.lastWork().isAfter(at)
        ? Optional.of("it was worked on since clean began")
        : state.unsettled(at, failedToo);
  }

  private void removeDay(DayLayout layout, ExecutorService threads) {
    // Readers look at the markers: without them there is nothing to read.
    removeMarkers(layout);
    Location last = layout.cleaned();
    try (Stream<ObjectInfo> objects = partner.store().list(layout.day())) {
      removeAll(objects.map(ObjectInfo::location).filter(at -> !at.equals(last)), threads);
    }
    // One that a merge wrote meanwhile would stand for what has gone.
    removeMarkers(layout);
    partner.store().delete(last);
  }

  private void removeMarkers(DayLayout layout) {
    String marker = layout.success("t").name();
    List<Location> markers = new ArrayList<>();
    try (Stream<String> tables = partner.store().listNames(layout.merged())) {
      tables.forEach(table -> markers.add(layout.merged().child(table).child(marker)));
    }
    markers.forEach(partner.store()::delete);
  }

  private void removeBelow(Location folder, ExecutorService threads) {
    try (Stream<ObjectInfo> objects = partner.store().list(folder)) {
      removeAll(objects.map(ObjectInfo::location), threads);
    }
  }

  private void removeAll(Stream<Location> locations, ExecutorService threads) {
    List<Future<?>> running = new ArrayList<>();
    for (Location location : (Iterable<Location>) locations::iterator) {
      running.add(threads.submit(() -> partner.store().delete(location)));
      if (running.size() == WINDOW) {
        await(running);
      }
    }
    await(running);
  }

  private static void await(List<Future<?>> running) {
    try {
      for (Future<?> one : running) {
        one.get();
      }
      running.clear();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static CleanedDay after(CleanedDay before, CleanPlan.Removal removal, Instant at) {
    Optional<CleanedDay.Removal> word =
        Optional.of(new CleanedDay.Removal(at, removal.objects(), removal.bytes()));
    return switch (removal.what()) {
      case EXTRACTED -> with(before, word, before.quarantine(), before.day());
      case QUARANTINE -> with(before, before.extracted(), word, before.day());
      case DAY -> with(before, before.extracted(), before.quarantine(), word);
    };
  }

  /** Says what goes. */
  private void note(
      DayLayout layout, Optional<ObjectInfo> seen, CleanedDay before, CleanedDay after) {
    if (!after.equals(before)) {
      partner
          .store()
          .write(
              layout.cleaned(), Payload.of(Json.bytes(after)), WriteCondition.unchangedSince(seen));
    }
  }

  private static CleanedDay with(
      CleanedDay before,
      Optional<CleanedDay.Removal> extracted,
      Optional<CleanedDay.Removal> quarantine,
      Optional<CleanedDay.Removal> day) {
    return new CleanedDay(
        CleanedDay.VERSION, before.partner(), before.date(), extracted, quarantine, day);
  }
}
