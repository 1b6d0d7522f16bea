package io.tributary.report;

import io.tributary.core.document.Figures;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.TableMetadata;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the two counts against each other: extraction's, from the manifests, and merge's, from what
 * it published.
 */
final class Conservation {
  private Conservation() {}

  /**
   * What does not add up; empty when all does.
   *
   * @param tally what extraction counted for the table
   * @param marker what merge says that it published
   * @param metadata what merge counted
   */
  static List<String> gaps(TableTally tally, PublicationMarker marker, TableMetadata metadata) {
    TableMetadata.Counts counts = metadata.counts();
    List<String> gaps = new ArrayList<>();
    compare(
        gaps,
        "records in the manifests",
        tally.records(),
        "delivered and repeated records",
        counts.delivered() + counts.repeatedRecords());
    compare(
        gaps,
        "members in the manifests",
        tally.members(),
        "counted and repeated members",
        counts.members() + counts.repeatedMembers());
    compare(
        gaps,
        "delivered records",
        counts.delivered(),
        "merged + quarantined + dropped",
        counts.merged() + counts.quarantined() + counts.dropped());
    compare(gaps, "merged records", counts.merged(), "rows in _SUCCESS", marker.rows());
    compare(
        gaps,
        "quarantined records",
        counts.quarantined(),
        "quarantined rows in _SUCCESS",
        marker.quarantinedRows());
    return gaps;
  }

  private static void compare(
      List<String> gaps, String what, long count, String against, long other) {
    if (count != other) {
      gaps.add(Figures.count(count) + " " + what + ", but " + Figures.count(other) + " " + against);
    }
  }
}
