package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.Json;
import io.tributary.core.document.ManifestKey;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.DataException;
import io.tributary.core.error.TemporaryException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Reads the manifests of a frozen list, several at once and yet handed over one by one in byte
 * order of the archives' names: what counts once goes to the first name, and the heap holds a
 * window of manifests, not all of them.
 */
final class ManifestReader {
  private static final int THREADS = 16;
  private static final int WINDOW = 4 * THREADS;

  private final Day day;
  private final Consumer<ListedArchive> beside;

  ManifestReader(Day day) {
    this(day, listed -> {});
  }

  /**
   * A reader whose threads do something else with each archive before it is handed over.
   *
   * @param beside safe for several threads
   */
  ManifestReader(Day day, Consumer<ListedArchive> beside) {
    this.day = day;
    this.beside = beside;
  }

  /** Hands over every listed archive. */
  void forEach(List<SourceList.Archive> archives, Consumer<ListedArchive> consumer) {
    ExecutorService readers = Executors.newFixedThreadPool(THREADS);
    try {
      day.progress().begin("manifests", archives.size(), 0);
      ArrayDeque<Future<ListedArchive>> window = new ArrayDeque<>();
      Iterator<SourceList.Archive> rest = archives.stream().sorted().iterator();
      while (rest.hasNext() || !window.isEmpty()) {
        while (rest.hasNext() && window.size() < WINDOW) {
          SourceList.Archive next = rest.next();
          window.add(
              readers.submit(
                  () -> {
                    ListedArchive listed = read(next);
                    beside.accept(listed);
                    return listed;
                  }));
        }
        consumer.accept(result(window.remove()));
        day.progress().advance(1, 0);
      }
      day.progress().end();
    } finally {
      readers.shutdownNow();
    }
  }

  private ListedArchive read(SourceList.Archive archive) {
    Optional<ArchiveManifest> found;
    try {
      found = Json.find(day.store(), day.layout().manifest(archive.name()), ArchiveManifest.class);
    } catch (DataException e) {
      return new ListedArchive(archive, Optional.empty(), Optional.of(e.getMessage()));
    }
    if (found.isPresent() && !ManifestKey.fits(found.get(), archive, day.partner(), day.date())) {
      return new ListedArchive(
          archive,
          Optional.empty(),
          Optional.of("its manifest is of an older listing or of other settings"));
    }
    return new ListedArchive(archive, found, Optional.empty());
  }

  private static ListedArchive result(Future<ListedArchive> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TemporaryException("interrupted while reading manifests; run again", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
