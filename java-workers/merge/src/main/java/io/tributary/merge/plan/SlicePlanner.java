package io.tributary.merge.plan;

import io.tributary.core.store.ObjectStore;
import io.tributary.merge.plan.TableShare.SegmentShare;
import io.tributary.merge.slice.ArchiveSlice;
import io.tributary.merge.slice.ArchiveSlice.SegmentSlice;
import io.tributary.merge.slice.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts a table into slices of about equal size at the member boundaries that manifests name. The
 * order of members stays that of (archive, place), whatever the size.
 */
final class SlicePlanner {
  /** Of the store's part numbers, so that a slice that grows can have more than one. */
  private static final int MAXIMUM_SLICES = ObjectStore.MAXIMUM_PARTS / 2;

  /** Smaller slices would make parts that stores do not take, and be written twice. */
  private static final long SMALLEST_SLICE = 6L << 20;

  private final ColumnUnion union;
  private final long sliceBytes;
  private final List<List<ArchiveSlice>> slices = new ArrayList<>();
  private final List<Long> sizes = new ArrayList<>();
  private List<ArchiveSlice> open = new ArrayList<>();
  private long openBytes;

  private SlicePlanner(ColumnUnion union, long sliceBytes) {
    this.union = union;
    this.sliceBytes = sliceBytes;
  }

  /** A place where a share may be cut, and the bytes that follow it in one segment. */
  private record Cut(long place, long bytes) {}

  /**
   * Plans the slices.
   *
   * @param sliceBytes raw bytes of a slice, about
   */
  static List<Slice> plan(List<TableShare> shares, ColumnUnion union, long sliceBytes) {
    long total =
        shares.stream()
            .flatMap(share -> share.segments().stream())
            .mapToLong(SegmentShare::bytes)
            .sum();
    SlicePlanner planner =
        new SlicePlanner(
            union, Math.max(Math.max(sliceBytes, SMALLEST_SLICE), total / MAXIMUM_SLICES + 1));
    shares.forEach(planner::add);
    planner.close();
    return planner.numbered();
  }

  private void add(TableShare share) {
    List<Cut> cuts = new ArrayList<>();
    for (SegmentShare segment : share.segments()) {
      for (int i = 0; i < segment.places().length; i++) {
        cuts.add(new Cut(segment.places()[i], segment.bytesAt(i)));
      }
    }
    cuts.sort(Comparator.comparingLong(Cut::place));
    long from = 0;
    for (Cut cut : cuts) {
      if (openBytes >= sliceBytes) {
        if (cut.place() > from) {
          open.add(slice(share, from, cut.place()));
          from = cut.place();
        }
        close();
      }
      openBytes += cut.bytes();
    }
    open.add(slice(share, from, Long.MAX_VALUE));
  }

  private void close() {
    if (!open.isEmpty()) {
      slices.add(open);
      sizes.add(openBytes);
      open = new ArrayList<>();
    }
    openBytes = 0;
  }

  private ArchiveSlice slice(TableShare share, long from, long to) {
    List<SegmentSlice> segments = new ArrayList<>();
    for (SegmentShare segment : share.segments()) {
      if (segment.firstPlace() < to) {
        segments.add(
            new SegmentSlice(
                segment.index(),
                segment.path(),
                segment.content(),
                union.id(segment.header()),
                end(segment, to)));
      }
    }
    return new ArchiveSlice(share.archive(), share.order(), share.entry(), from, to, segments);
  }

  /** Bytes of the segment that members before a place can lie in. */
  private static long end(SegmentShare segment, long to) {
    for (int i = 0; i < segment.places().length; i++) {
      if (segment.places()[i] >= to) {
        return segment.offsets()[i];
      }
    }
    return segment.bytes();
  }

  /** Gives each slice part numbers, more to larger ones. */
  private List<Slice> numbered() {
    long total = Math.max(1, sizes.stream().mapToLong(Long::longValue).sum());
    int spare = ObjectStore.MAXIMUM_PARTS - slices.size();
    List<Slice> numbered = new ArrayList<>();
    int next = 1;
    for (int i = 0; i < slices.size(); i++) {
      int parts = 1 + (int) ((double) spare * sizes.get(i) / total);
      parts = Math.min(parts, ObjectStore.MAXIMUM_PARTS - next + 1);
      boolean last = i == slices.size() - 1;
      numbered.add(new Slice(i, slices.get(i), sizes.get(i), next, parts, last));
      next += parts;
    }
    return numbered;
  }
}
