package io.tributary.merge.plan;

import io.tributary.core.document.ArchiveManifest.TableEntry;
import io.tributary.core.segment.SegmentContent;
import java.util.List;

/**
 * What one archive has of one table: the little of its manifest that planning needs.
 *
 * @param archive name
 * @param order of the archive among the day's
 * @param sha256 of the archive
 * @param entry the manifest's entry
 * @param segments that hold its members
 */
record TableShare(
    String archive, int order, String sha256, TableEntry entry, List<SegmentShare> segments) {

  /**
   * One segment.
   *
   * @param index in the manifest's list
   * @param path relative to the day's folder
   * @param header of its members
   * @param content its bytes
   * @param places of the members where it may be cut, ascending
   * @param offsets of those members
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record SegmentShare(
      int index,
      String path,
      HeaderVariant header,
      SegmentContent content,
      long[] places,
      long[] offsets) {
    /** Bytes of it, before it was packed. */
    long bytes() {
      return content.bytes();
    }

    /** The place of its first member. */
    long firstPlace() {
      return places.length == 0 ? 0 : places[0];
    }

    /** Bytes from one cut to the next. */
    long bytesAt(int cut) {
      return (cut + 1 < offsets.length ? offsets[cut + 1] : bytes()) - offsets[cut];
    }
  }
}
