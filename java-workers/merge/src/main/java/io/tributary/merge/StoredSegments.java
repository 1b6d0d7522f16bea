package io.tributary.merge;

import io.tributary.core.command.Day;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.error.DataException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.slice.ArchiveSlice;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether what a table is merged of is still there: segments are kept for less time than tables.
 */
final class StoredSegments {
  private StoredSegments() {}

  /**
   * Looks, before tasks fail: for one segment, and for all of a day that was cleaned, which may
   * have been extracted again in part.
   *
   * @throws DataException when one is not there
   */
  static void require(Day day, TablePlan plan) {
    CleanedDay cleaned = CleanedDay.of(day.store(), day.layout());
    List<Location> segments =
        plan.slices().stream()
            .flatMap(slice -> slice.archives().stream())
            .flatMap(archive -> archive.segments().stream())
            .map(ArchiveSlice.SegmentSlice::path)
            .distinct()
            .map(path -> day.layout().day().child(path))
            .toList();
    Optional<Location> gone =
        cleaned.segmentsRemovedOn().isPresent()
            ? firstMissing(day, segments)
            : segments.stream().findFirst().filter(segment -> day.store().head(segment).isEmpty());
    if (gone.isPresent()) {
      throw new DataException(
          "the segments of table "
              + plan.table()
              + " of "
              + day.date()
              + cleaned
                  .segmentsRemovedOn()
                  .map(on -> " were removed by clean on " + on)
                  .orElse(" are gone")
              + " ("
              + gone.get()
              + "); what is published stays; if the source still has the archives, run extract"
              + " --again, then this again");
    }
  }

  private static Optional<Location> firstMissing(Day day, List<Location> segments) {
    Set<Location> folders = new HashSet<>();
    segments.forEach(segment -> folders.add(tableFolder(segment)));
    Set<Location> there = new HashSet<>();
    for (Location folder : folders) {
      try (Stream<ObjectInfo> objects = day.store().list(folder)) {
        objects.map(ObjectInfo::location).forEach(there::add);
      }
    }
    return segments.stream().filter(segment -> !there.contains(segment)).findFirst();
  }

  /** {@code extracted/{table}} of {@code extracted/{table}/{archive}/{segment}}. */
  private static Location tableFolder(Location segment) {
    String path = segment.path();
    String archive = path.substring(0, path.lastIndexOf('/'));
    return new Location(
        segment.scheme(), segment.authority(), archive.substring(0, archive.lastIndexOf('/')));
  }
}
