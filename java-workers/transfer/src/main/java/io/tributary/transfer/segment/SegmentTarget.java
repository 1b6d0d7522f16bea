package io.tributary.transfer.segment;

import io.tributary.core.config.ExtractSpec.SegmentCompression;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.DayLayout;
import io.tributary.core.error.WorkerException;
import io.tributary.core.segment.FramePacker;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where one archive's segments go, and what has gone there. */
final class SegmentTarget {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentTarget.class);
  private static final int KEY_DIGITS = 8;

  private final ObjectStore store;
  private final DayLayout layout;
  private final String archive;
  private final SegmentCompression compression;
  private final String namePrefix;
  private final List<Location> written = new ArrayList<>();
  private final List<StreamedSegment> streams = new ArrayList<>();
  private final TreeMap<Integer, Segment> segments = new TreeMap<>();
  private int numbers;

  /**
   * Begins.
   *
   * @param key of the archive's manifest: segments of another key have other names
   */
  SegmentTarget(
      ObjectStore store,
      DayLayout layout,
      String archive,
      SegmentCompression compression,
      String key) {
    this.store = store;
    this.layout = layout;
    this.archive = archive;
    this.compression = compression;
    this.namePrefix = key.substring(0, KEY_DIGITS) + "-";
  }

  int nextNumber() {
    return numbers++;
  }

  /** The number that was given last is not used. */
  void takeBack(int number) {
    if (number != numbers - 1) {
      throw new IllegalStateException("a later segment than " + number + " has a number");
    }
    numbers--;
  }

  /** Relative to the day's folder. */
  String path(String table, int number) {
    return layout.day().relativize(location(table, number));
  }

  /** Whether segments are packed. */
  boolean packs() {
    return compression == SegmentCompression.ZSTD;
  }

  /**
   * Writes a whole segment that is not packed.
   *
   * @return its CRC32C, if the store knows it by now
   */
  Optional<String> write(String table, int number, Payload payload) {
    Location location = location(table, number);
    written.add(location);
    return store.crc32c(store.write(location, payload, WriteCondition.none()));
  }

  /**
   * Begins a segment that comes in pieces.
   *
   * @param front its first bytes
   */
  StreamedSegment stream(String table, int number, byte[] front) {
    Location location = location(table, number);
    written.add(location);
    Optional<FramePacker> packer = packs() ? Optional.of(new FramePacker()) : Optional.empty();
    StreamedSegment stream = new StreamedSegment(store, location, front, packer);
    streams.add(stream);
    return stream;
  }

  /** Makes the object of the pieces. */
  void complete(StreamedSegment stream) {
    stream.complete();
    streams.remove(stream);
  }

  void add(int number, Segment segment) {
    segments.put(number, segment);
  }

  /** All segments by their numbers, which are their indexes. */
  List<Segment> segments() {
    return List.copyOf(segments.values());
  }

  /** Gives up what is being uploaded. */
  void abortUploads() {
    for (StreamedSegment stream : streams) {
      attempt(stream::abort);
    }
    streams.clear();
  }

  /** Removes what was written: nothing of a refused or broken-off archive stays. */
  void discard() {
    abortUploads();
    for (Location location : written) {
      attempt(() -> store.delete(location));
    }
  }

  static String shown(CRC32C crc) {
    return String.format("%08x", crc.getValue());
  }

  private void attempt(Runnable removal) {
    try {
      removal.run();
    } catch (WorkerException e) {
      // Without a manifest nothing reads it, and the next extraction overwrites it.
      LOG.warn("segments of {} could not be removed: {}", archive, e.getMessage());
    }
  }

  private Location location(String table, int number) {
    // Workers of two versions may run beside each other, and must not overwrite each other's
    // frames.
    String extension = packs() ? "." + FramePacker.LIBRARY_VERSION + ".csv.zst" : ".csv";
    return layout.segments(table, archive).child(namePrefix + number + extension);
  }
}
