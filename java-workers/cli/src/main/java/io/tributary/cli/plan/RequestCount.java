package io.tributary.cli.plan;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.store.ObjectStore;

/**
 * How many requests a day makes, derived from how the workers write and read; {@code
 * RequestCountTest} counts those of a real day and holds this to them. Tables are taken as equally
 * large and as present in each archive with one header each, which makes the most segments.
 *
 * <p>Not in it, as they are few: members larger than the memory of an archive, and segments that
 * are packed to more than 8 MB (one more request for each 8 MB), tables that end in one PUT,
 * quarantine files, retries.
 */
final class RequestCount {
  private static final double PAGE = 64 << 10;
  private static final double SMALLEST_MEMORY = 16 << 20;
  private static final double SMALLEST_SLICE = 6 << 20;

  /** What a merge reads at once of members of two headers or one. */
  private static final double CHUNK = 2 << 20;

  /** A command's own: run records, the frozen list, uploads listed, the clock of the deadline. */
  private static final StorageRequests COMMAND = new StorageRequests(4, 4);

  /** A merged table: looked at twice, upload begun and completed, documents, uploads listed. */
  private static final StorageRequests TABLE = new StorageRequests(7, 12);

  /** What wait, summary and check do whatever there is. */
  private static final StorageRequests REST = new StorageRequests(25, 8);

  /** What summary and check read of each table. */
  private static final int TABLE_CHECKED = 15;

  private final DeliverySize size;
  private final double memory;
  private final double partBytes;

  RequestCount(DeliverySize size, PartnerSpec partner) {
    this.size = size;
    this.memory =
        // A page of each open segment is half full.
        Math.max(SMALLEST_MEMORY, (double) partner.extract().memoryBytes())
            - size.tables() * PAGE / 2;
    this.partBytes = Math.max(SMALLEST_SLICE, (double) partner.merge().partBytes());
  }

  /**
   * Segments of one archive. When its memory is full, the largest buffer goes. With buffers that
   * grow alike, that one has two parts of (tables + 1) of the memory once this has gone on for a
   * while.
   */
  double segmentsOfArchive() {
    double bytes = (double) size.unpackedBytes() / Math.max(1, size.archives());
    double flushed = Math.max(0, bytes - memory);
    return size.tables() + flushed * (size.tables() + 1) / (2 * Math.max(PAGE, memory));
  }

  /** Segments, ledger and manifest are written; an earlier manifest is looked for. */
  StorageRequests extract(int containers) {
    double writes = size.archives() * (segmentsOfArchive() + 2);
    return new StorageRequests(
        Math.round(writes) + containers * COMMAND.writes(),
        size.archives() + containers * COMMAND.reads());
  }

  /**
   * Manifests are read once. Each slice reads its tables' ledgers once to merge and, with two
   * archives or more, once to find repeated members; and its segments a chunk at a time. Both once
   * more where repeated rows are looked for. A slice is one part of an upload.
   */
  StorageRequests merge() {
    double tableBytes = (double) size.unpackedBytes() / size.tables();
    double slices =
        size.tables()
            * Math.min(ObjectStore.MAXIMUM_PARTS / 2.0, Math.ceil(tableBytes / partBytes));
    double shares = (double) size.archives() * size.tables();
    double keyed = (double) size.keyedTables() / size.tables();
    double ledgers = (shares + slices) * ((size.archives() > 1 ? 2 : 1) + keyed);
    double chunks = shares * chunksOfShare() * (1 + keyed);
    return new StorageRequests(
        Math.round(slices) + size.tables() * TABLE.writes() + COMMAND.writes(),
        Math.round(size.archives() + ledgers + chunks)
            + size.tables() * TABLE.reads()
            + COMMAND.reads());
  }

  /** Wait, and summary and check, each of which reads the manifests. */
  StorageRequests rest() {
    long reads = 2 * size.archives() + (long) size.tables() * TABLE_CHECKED;
    return REST.plus(new StorageRequests(0, reads));
  }

  /** Reads of one table's segments in one archive. */
  private double chunksOfShare() {
    double bytes = (double) size.unpackedBytes() / Math.max(1, size.archives()) / size.tables();
    double segments = Math.max(1, segmentsOfArchive() / size.tables());
    // The last one of a segment is half full.
    return bytes / CHUNK + segments / 2;
  }
}
