package io.tributary.transfer.extract;

import io.tributary.core.command.Day;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.Json;
import io.tributary.core.document.ManifestKey;
import io.tributary.core.document.RefusalReason;
import io.tributary.core.document.SourceList.Archive;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.PermissionException;
import io.tributary.core.error.WorkerException;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.WriteCondition;
import io.tributary.transfer.archive.SpareCpus;
import io.tributary.transfer.inflate.Inflate;
import io.tributary.transfer.inflate.Inflation;
import io.tributary.transfer.segment.PagePool;
import io.tributary.transfer.source.DeliverySource;
import java.nio.charset.CoderMalfunctionError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Extracts a shard's archives, several at once, and goes on when one of them fails for now. */
final class ShardRun {
  private static final Logger LOG = LoggerFactory.getLogger(ShardRun.class);

  /** With so many failures in a row for each worker, source or storage are away for all. */
  private static final int FAILURES_IN_A_ROW = 4;

  private static final int REFUSALS_NAMED = 10;

  /** Refusals for what the source did, not for what the archive is. */
  private static final Set<String> OF_THE_SOURCE =
      Set.of(
          RefusalReason.VANISHED.code(),
          RefusalReason.CHANGED_SINCE_FROZEN.code(),
          RefusalReason.UNREADABLE.code());

  private final Day day;
  private final DeliverySource source;
  private final Inflation inflation;
  private final MemberRouter router;
  private final Leftovers leftovers;
  private final ConcurrentLinkedQueue<Archive> waiting;
  private final int total;
  private final AtomicInteger extracted = new AtomicInteger();
  private final AtomicInteger skipped = new AtomicInteger();
  private final Map<String, String> refused = new ConcurrentSkipListMap<>();
  private final Map<String, RuntimeException> failed = new ConcurrentSkipListMap<>();
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private boolean again;
  private int cpus = 1;
  private volatile boolean stopped;

  ShardRun(Day day, DeliverySource source, Inflation inflation, List<Archive> share) {
    this.day = day;
    this.source = source;
    this.inflation = inflation;
    this.router = new MemberRouter(day.partner().members(), day.date());
    this.leftovers = Leftovers.of(day, share);
    this.waiting = new ConcurrentLinkedQueue<>(share);
    this.total = share.size();
  }

  /** Extracts those again, too, whose segments were removed. */
  ShardRun again(boolean chosen) {
    again = chosen;
    return this;
  }

  /** So many CPUs are there; by default one. */
  ShardRun cpus(int count) {
    cpus = count;
    return this;
  }

  /** Extracts what can be extracted; then throws if anything failed. */
  String run() {
    int workers = Math.max(1, Math.min(day.partner().extract().parallelism(), total));
    day.progress().begin("archives", total, waiting.stream().mapToLong(Archive::size).sum());
    ExecutorService executor = Executors.newFixedThreadPool(workers);
    SpareCpus spare = new SpareCpus(cpus - workers);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        futures.add(executor.submit(() -> work(spare)));
      }
      futures.forEach(ShardRun::await);
    } finally {
      executor.shutdownNow();
      spare.close();
      day.progress().end();
    }
    if (!failed.isEmpty()) {
      throw Failures.summarize(failed, waiting.size());
    }
    requireSomethingReadable();
    if (total > 0 && EarlierAttempts.brokenOff(day)) {
      int removed = leftovers.sweep();
      LOG.info("removed {} segments that broken-off attempts left behind", removed);
    }
    return message();
  }

  /** One file that cannot be read is its own failure; all of them are the account's. */
  private void requireSomethingReadable() {
    boolean none = refused.values().stream().allMatch(RefusalReason.UNREADABLE.code()::equals);
    if (none && !refused.isEmpty() && refused.size() == total) {
      throw new PermissionException(
          source.address()
              + " lets us read none of "
              + total
              + " archives; ask the partner for access, then run the task again");
    }
  }

  private void work(SpareCpus spare) {
    PagePool pool = new PagePool(day.partner().extract().memoryBytes());
    try (Inflate inflate = inflation.open()) {
      Archive archive = waiting.poll();
      while (archive != null && !stopped) {
        attempt(archive, pool, inflate, spare);
        archive = waiting.poll();
      }
    } finally {
      spare.add();
    }
  }

  private void attempt(Archive archive, PagePool pool, Inflate inflate, SpareCpus spare) {
    try {
      process(archive, pool, inflate, spare);
      failuresInARow.set(0);
    } catch (WorkerException e) {
      LOG.error("archive {} failed: {}", archive.name(), e.getMessage());
      failed(archive, e, e.exitCode());
    } catch (RuntimeException | StackOverflowError | CoderMalfunctionError e) {
      // A bug that one archive brings to light costs the others nothing.
      LOG.error("archive {} failed", archive.name(), e);
      RuntimeException bug =
          e instanceof RuntimeException known ? known : new IllegalStateException(e);
      failed(archive, bug, ExitCode.INTERNAL);
    }
  }

  private void failed(Archive archive, RuntimeException failure, ExitCode code) {
    failed.put(archive.name(), failure);
    boolean forAll = code == ExitCode.PERMISSION || code == ExitCode.USAGE;
    int allowed = FAILURES_IN_A_ROW * day.partner().extract().parallelism();
    stopped |= failuresInARow.incrementAndGet() >= allowed || forAll;
  }

  /**
   * What became of the archive before.
   *
   * @param there whether it has a manifest
   * @param manifest what that says; what cannot be read is made again
   */
  private record Earlier(boolean there, Optional<ArchiveManifest> manifest) {}

  private Earlier earlier(Archive archive) {
    try {
      Optional<ArchiveManifest> found =
          Json.find(day.store(), day.layout().manifest(archive.name()), ArchiveManifest.class);
      return new Earlier(found.isPresent(), found);
    } catch (DataException e) {
      LOG.warn("archive {} is extracted again: {}", archive.name(), e.getMessage());
      return new Earlier(true, Optional.empty());
    }
  }

  private void process(Archive archive, PagePool pool, Inflate inflate, SpareCpus spare) {
    Earlier earlier = earlier(archive);
    if (earlier.manifest().filter(manifest -> done(manifest, archive)).isPresent()) {
      leftovers.abortOvertakenUploads(archive.name());
      skipped.incrementAndGet();
      note(earlier.manifest().get());
      day.progress().advance(1, archive.size());
      return;
    }
    extract(archive, earlier.there(), pool, inflate, spare);
  }

  private void extract(
      Archive archive, boolean hadManifest, PagePool pool, Inflate inflate, SpareCpus spare) {
    // Looked at before it is read once more: what another run commits later meets the condition.
    // Where there was none, that none may be there is condition enough, and costs no request.
    Optional<ObjectInfo> manifestNow = hadManifest ? manifest(archive) : Optional.empty();
    Optional<ArchiveManifest> earlier = manifestNow.flatMap(unused -> earlier(archive).manifest());
    WriteCondition uncommitted = WriteCondition.unchangedSince(manifestNow);
    leftovers.abortUploads(archive.name());
    ArchiveProgress progress = new ArchiveProgress(day, archive.size());
    ArchiveManifest manifest =
        new ArchiveExtraction(
                day, source, router, archive, earlier, uncommitted, pool, inflate, spare, progress)
            .run();
    leftovers.remove(earlier, manifest);
    note(manifest);
    if (manifest.extracted()) {
      extracted.incrementAndGet();
    }
    progress.done();
  }

  private boolean done(ArchiveManifest earlier, Archive archive) {
    return ManifestKey.fits(earlier, archive, day.partner(), day.date())
        && stands(earlier)
        && !(again && segmentsAreGone(earlier));
  }

  private boolean segmentsAreGone(ArchiveManifest manifest) {
    return manifest.segments().stream()
        .map(segment -> day.layout().day().child(segment.path()))
        .anyMatch(segment -> day.store().head(segment).isEmpty());
  }

  private Optional<ObjectInfo> manifest(Archive archive) {
    return day.store().head(day.layout().manifest(archive.name()));
  }

  /** Whether the same bytes would end so again; an archive that was away may be back. */
  static boolean stands(ArchiveManifest earlier) {
    return earlier.refusal().filter(refusal -> OF_THE_SOURCE.contains(refusal.reason())).isEmpty();
  }

  private void note(ArchiveManifest manifest) {
    manifest
        .refusal()
        .ifPresent(refusal -> refused.put(manifest.archive().name(), refusal.reason()));
  }

  private String message() {
    String text =
        extracted.get()
            + " archives extracted, "
            + skipped.get()
            + " were done already, "
            + refused.size()
            + " refused";
    return refused.isEmpty() ? text : text + " " + named();
  }

  private String named() {
    return refused.entrySet().stream()
        .limit(REFUSALS_NAMED)
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", ", "(", refused.size() > REFUSALS_NAMED ? ", …)" : ")"));
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while extracting", e);
    }
  }
}
