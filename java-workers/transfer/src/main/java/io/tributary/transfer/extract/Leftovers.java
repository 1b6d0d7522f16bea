package io.tributary.transfer.extract;

import io.tributary.core.command.Day;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.SourceList.Archive;
import io.tributary.core.store.MultipartUpload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What earlier attempts and revisions left behind of a shard's archives. */
final class Leftovers {
  private final Day day;

  /** Uploads that a killed attempt began, by the archive's folder name. */
  private final Map<String, List<MultipartUpload>> uploads;

  private Leftovers(Day day, Map<String, List<MultipartUpload>> uploads) {
    this.day = day;
    this.uploads = uploads;
  }

  /** Looks once for all archives of the shard. */
  static Leftovers of(Day day, List<Archive> share) {
    Set<String> names = new HashSet<>();
    share.forEach(archive -> names.add(DayLayout.fileName(archive.name())));
    Map<String, List<MultipartUpload>> uploads =
        day.store().pendingUploads(day.layout().extracted()).stream()
            .filter(upload -> names.contains(folder(upload)))
            .collect(Collectors.groupingBy(Leftovers::folder, HashMap::new, Collectors.toList()));
    return new Leftovers(day, uploads);
  }

  /** Frees the parts that a killed attempt uploaded of an archive. */
  void abortUploads(String archive) {
    uploads.getOrDefault(DayLayout.fileName(archive), List.of()).forEach(day.store()::abort);
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

  /** {@code extracted/{table}/{archive}/{segment}}: the last folder. */
  private static String folder(MultipartUpload upload) {
    String[] segments = upload.location().path().split("/", -1);
    return segments[Math.max(0, segments.length - 2)];
  }
}
