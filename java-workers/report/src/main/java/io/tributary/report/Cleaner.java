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
 * or cleaner, finds out what happened, and the next clean goes on.
 */
final class Cleaner {
  private static final int AT_ONCE = 16;
  private static final int WINDOW = 1_000;

  private final Day partner;

  Cleaner(Day partner) {
    this.partner = partner;
  }

  void remove(CleanPlan plan) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (CleanPlan.Removal removal : plan.removals()) {
        remove(removal, plan.at(), threads);
      }
    } finally {
      threads.shutdownNow();
    }
    StaleUploads.giveUp(partner.store(), partner.layout().partnerFolder(), plan.at());
  }

  private void remove(CleanPlan.Removal removal, Instant at, ExecutorService threads) {
    DayLayout layout = partner.layout().on(removal.date());
    note(layout, removal, at);
    switch (removal.what()) {
      case EXTRACTED -> removeBelow(layout.extracted(), threads);
      case QUARANTINE -> removeBelow(layout.quarantine(), threads);
      case DAY -> removeDay(layout, threads);
    }
  }

  private void removeDay(DayLayout layout, ExecutorService threads) {
    String marker = layout.success("t").name();
    List<Location> markers = new ArrayList<>();
    try (Stream<String> tables = partner.store().listNames(layout.merged())) {
      tables.forEach(table -> markers.add(layout.merged().child(table).child(marker)));
    }
    // Readers look at the markers: without them there is nothing to read.
    markers.forEach(partner.store()::delete);
    Location last = layout.cleaned();
    try (Stream<ObjectInfo> objects = partner.store().list(layout.day())) {
      removeAll(objects.map(ObjectInfo::location).filter(at -> !at.equals(last)), threads);
    }
    partner.store().delete(last);
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

  /** Says what goes. */
  private void note(DayLayout layout, CleanPlan.Removal removal, Instant at) {
    Optional<ObjectInfo> seen = partner.store().head(layout.cleaned());
    CleanedDay before = CleanedDay.of(partner.store(), layout);
    Optional<CleanedDay.Removal> word =
        Optional.of(new CleanedDay.Removal(at, removal.objects(), removal.bytes()));
    CleanedDay after =
        switch (removal.what()) {
          case EXTRACTED -> with(before, word, before.quarantine(), before.day());
          case QUARANTINE -> with(before, before.extracted(), word, before.day());
          case DAY -> with(before, before.extracted(), before.quarantine(), word);
        };
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
