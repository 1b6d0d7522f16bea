package io.tributary.transfer.extract;

import io.tributary.core.command.Day;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList.Archive;
import io.tributary.core.error.DataException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import io.tributary.core.store.PendingUpload;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What earlier attempts and revisions left behind of a shard's archives.
 *
 * <p>Nothing that somebody still needs is removed, whoever runs beside us: a manifest is written
 * only if it is what it was before the extraction's first segment. So whatever was written before
 * the present manifest, and is not named by it, belongs to an extraction that can never commit.
 */
final class Leftovers {
  private final Day day;

  /** By folder name. */
  private final Map<String, Archive> share = new HashMap<>();

  /** Uploads that a killed attempt began, by the archive's folder name. */
  private final Map<String, List<PendingUpload>> uploads;

  private Leftovers(Day day, List<Archive> share) {
    this.day = day;
    share.forEach(archive -> this.share.put(DayLayout.fileName(archive.name()), archive));
    this.uploads =
        day.store().pendingUploads(day.layout().extracted()).stream()
            .filter(upload -> this.share.containsKey(folder(upload.upload().location())))
            .collect(
                Collectors.groupingBy(
                    upload -> folder(upload.upload().location()),
                    HashMap::new,
                    Collectors.toList()));
  }

  /** Looks once for all archives of the shard. */
  static Leftovers of(Day day, List<Archive> share) {
    return new Leftovers(day, share);
  }

  /** Frees the parts that a killed attempt uploaded of an archive that is extracted again. */
  void abortUploads(String archive) {
    uploads(archive).forEach(upload -> day.store().abort(upload.upload()));
  }

  /** Frees parts of an archive that was committed since they were begun. */
  void abortOvertakenUploads(String archive) {
    List<PendingUpload> begun = uploads(archive);
    if (begun.isEmpty()) {
      return;
    }
    Instant committed = committed(archive);
    begun.stream()
        .filter(upload -> upload.begun().isBefore(committed))
        .forEach(upload -> day.store().abort(upload.upload()));
  }

  private List<PendingUpload> uploads(String archive) {
    return uploads.getOrDefault(DayLayout.fileName(archive), List.of());
  }

  /** Removes an earlier extraction's segments, now that the new manifest does not name them. */
  void remove(Optional<ArchiveManifest> earlier, ArchiveManifest present) {
    Set<String> kept = new HashSet<>();
    present.segments().forEach(segment -> kept.add(segment.path()));
    for (Segment segment : earlier.map(ArchiveManifest::segments).orElse(List.of())) {
      if (!kept.contains(segment.path())) {
        day.store().delete(day.layout().day().child(segment.path()));
      }
    }
  }

  /**
   * Removes what no manifest names, now that all archives of the shard are committed. It costs a
   * listing of all segments, so it is for days on which an attempt did not end well.
   *
   * @return how many objects were removed
   */
  int sweep() {
    Map<String, Commit> commits = new HashMap<>();
    int removed = 0;
    try (Stream<ObjectInfo> segments = day.store().list(day.layout().extracted())) {
      for (ObjectInfo segment : (Iterable<ObjectInfo>) segments::iterator) {
        Archive archive = share.get(folder(segment.location()));
        if (archive != null
            && commits
                .computeIfAbsent(archive.name(), name -> Commit.of(day, name))
                .overtook(segment)) {
          day.store().delete(segment.location());
          removed++;
        }
      }
    }
    return removed;
  }

  /**
   * The manifest that is there now, whoever wrote it.
   *
   * @param at when it was written at the earliest: it was looked at before it was read
   * @param named segments that it names
   */
  private record Commit(Instant at, Set<Location> named) {
    static Commit of(Day day, String archive) {
      Location location = day.layout().manifest(archive);
      Instant at = day.store().head(location).map(ObjectInfo::modified).orElse(Instant.MIN);
      try {
        return Json.find(day.store(), location, ArchiveManifest.class)
            .map(
                manifest ->
                    new Commit(
                        at,
                        manifest.segments().stream()
                            .map(segment -> day.layout().day().child(segment.path()))
                            .collect(Collectors.toSet())))
            .orElse(new Commit(Instant.MIN, Set.of()));
      } catch (DataException e) {
        return new Commit(Instant.MIN, Set.of());
      }
    }

    boolean overtook(ObjectInfo segment) {
      return segment.modified().isBefore(at) && !named.contains(segment.location());
    }
  }

  /** When the archive's manifest was written; never, when it is gone. */
  private Instant committed(String archive) {
    return day.store()
        .head(day.layout().manifest(archive))
        .map(ObjectInfo::modified)
        .orElse(Instant.MIN);
  }

  /** {@code extracted/{table}/{archive}/{segment}}: the last folder. */
  private static String folder(Location segment) {
    String[] segments = segment.path().split("/", -1);
    return segments[Math.max(0, segments.length - 2)];
  }
}
