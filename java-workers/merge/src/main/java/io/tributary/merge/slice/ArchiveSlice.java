package io.tributary.merge.slice;

import io.tributary.core.document.ArchiveManifest.TableEntry;
import io.tributary.core.segment.SegmentContent;
import java.io.Serializable;
import java.util.List;

/**
 * Members of a table in one archive, from one place to another.
 *
 * @param archive name
 * @param order of the archive among the day's
 * @param entry where the table's ledger lies in the archive's
 * @param fromPlace first place
 * @param toPlace the first place behind
 * @param segments that have such members
 */
public record ArchiveSlice(
    String archive,
    int order,
    TableEntry entry,
    long fromPlace,
    long toPlace,
    List<SegmentSlice> segments)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * A segment to read from.
   *
   * @param index in the manifest's list
   * @param path relative to the day's folder
   * @param content its bytes
   * @param variant of the table's headers
   * @param end of the bytes that the members may lie in
   */
  public record SegmentSlice(int index, String path, SegmentContent content, int variant, long end)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }
}
