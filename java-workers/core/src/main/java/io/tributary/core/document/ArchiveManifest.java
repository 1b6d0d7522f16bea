package io.tributary.core.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.core.config.CsvDialect;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * {@code manifests/{archive}.json}: what became of one listed archive. Writing it is the archive's
 * commit: without a manifest of the right {@link #key} nothing of the archive counts.
 *
 * @param version of this document's format
 * @param key SHA-256 of the listing entry, the extraction settings and the format version
 * @param archive the listing entry
 * @param refusal why the archive was refused; empty when it was extracted
 * @param sha256 of the compressed bytes, in hexadecimal; empty when they were not all read
 * @param members counts of its entries
 * @param tables per table: its totals and where its part of the member ledger lies
 * @param segments what was written; paths are relative to the day's folder
 * @param refusedMembers members that were refused while the archive was not, at most 1,000 of them
 * @param ignoredMembers names of entries that are no data, at most 1,000 of them
 * @param looseEnds what is loose at the end of an archive that counts all the same
 */
public record ArchiveManifest(
    int version,
    String key,
    SourceList.Archive archive,
    Optional<Refusal> refusal,
    Optional<String> sha256,
    MemberCounts members,
    List<TableEntry> tables,
    List<Segment> segments,
    List<Refusal> refusedMembers,
    List<String> ignoredMembers,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LooseEnd> looseEnds) {
  /** The present format. */
  public static final int VERSION = 1;

  public ArchiveManifest {
    tables = List.copyOf(tables);
    segments = List.copyOf(segments);
    refusedMembers = List.copyOf(refusedMembers);
    ignoredMembers = List.copyOf(ignoredMembers);
    looseEnds = looseEnds == null ? List.of() : List.copyOf(looseEnds);
  }

  /** Of an archive that ends as it should, or that is refused. */
  public ArchiveManifest(
      int version,
      String key,
      SourceList.Archive archive,
      Optional<Refusal> refusal,
      Optional<String> sha256,
      MemberCounts members,
      List<TableEntry> tables,
      List<Segment> segments,
      List<Refusal> refusedMembers,
      List<String> ignoredMembers) {
    this(
        version,
        key,
        archive,
        refusal,
        sha256,
        members,
        tables,
        segments,
        refusedMembers,
        ignoredMembers,
        List.of());
  }

  /** Whether its data counts. */
  public boolean extracted() {
    return refusal.isEmpty();
  }

  /**
   * Why an archive or a member was refused.
   *
   * @param member the member's name; empty for the whole archive
   * @param reason the reason code, such as {@code crc-mismatch}
   * @param detail what was seen, for a person
   */
  public record Refusal(Optional<String> member, String reason, String detail) {}

  /**
   * What is loose at an archive's end, and would be refused unless {@code limits.loose-ends: warn}.
   *
   * @param reason the code that the archive would be refused with
   * @param bytes that follow its end; empty when it is not bytes that are loose
   * @param detail what was seen, for a person
   */
  public record LooseEnd(String reason, Optional<Long> bytes, String detail) {}

  /**
   * Counts of an archive's entries.
   *
   * @param extracted members whose records are in segments, empty ones included
   * @param ignored entries that are no data: directories, names that match no pattern
   * @param refused members that were refused
   */
  public record MemberCounts(long extracted, long ignored, long refused) {}

  /**
   * An archive's share of one table.
   *
   * @param table name
   * @param members extracted members
   * @param records counted the RFC 4180 way, malformed ones included
   * @param repeatedNames whether two of its members have the same name
   * @param ledgerOffset first byte of the table's gzip member in the ledger object
   * @param ledgerLength bytes of it
   */
  public record TableEntry(
      String table,
      long members,
      long records,
      boolean repeatedNames,
      long ledgerOffset,
      long ledgerLength)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * One packed object: the header line, then the records of its members as delivered.
   *
   * @param path relative to the day's folder
   * @param table name
   * @param columns the members' header, as delivered
   * @param dialect how its records are written (its encoding is always UTF-8)
   * @param carriageReturns whether a lone {@code \r} ends records in it
   * @param members in it
   * @param records in it
   * @param bytes of the object before it was packed, header line included
   * @param crc32c of these bytes, eight hexadecimal digits; the ledger has each member's SHA-256
   * @param splits places where it may be cut: its first member, then one about every 8 MiB
   * @param packing how the object is packed; empty: it is not
   */
  public record Segment(
      String path,
      String table,
      List<String> columns,
      CsvDialect dialect,
      boolean carriageReturns,
      long members,
      long records,
      long bytes,
      String crc32c,
      List<Split> splits,
      Optional<Packing> packing) {
    public Segment {
      columns = List.copyOf(columns);
      splits = List.copyOf(splits);
      long unpacked = bytes;
      packing.ifPresent(how -> how.requireFrames(unpacked));
    }

    /** One that is not packed. */
    public Segment(
        String path,
        String table,
        List<String> columns,
        CsvDialect dialect,
        boolean carriageReturns,
        long members,
        long records,
        long bytes,
        String crc32c,
        List<Split> splits) {
      this(
          path,
          table,
          columns,
          dialect,
          carriageReturns,
          members,
          records,
          bytes,
          crc32c,
          splits,
          Optional.empty());
    }

    /** Bytes that the object has on storage. */
    public long storedBytes() {
      return packing.map(Packing::bytes).orElse(bytes);
    }
  }

  /**
   * How an object is packed: in frames behind each other, none of which depends on another.
   *
   * @param compression {@value #ZSTD}, the only one there is
   * @param frameBytes unpacked bytes of each frame but the last, which has the rest; at most
   *     {@value #MAXIMUM_FRAME}
   * @param frames stored bytes of each
   */
  public record Packing(String compression, int frameBytes, List<Integer> frames) {
    /** Frames of Zstandard, each with its checksum. */
    public static final String ZSTD = "zstd";

    /** Whoever reads has room for a frame. */
    public static final int MAXIMUM_FRAME = 8 << 20;

    public Packing {
      frames = List.copyOf(frames);
      if (!compression.equals(ZSTD) || frameBytes < 1 || frameBytes > MAXIMUM_FRAME) {
        throw new IllegalArgumentException("no packing: " + compression + " of " + frameBytes);
      }
    }

    /** Stored bytes. */
    long bytes() {
      return frames.stream().mapToLong(Integer::longValue).sum();
    }

    /** What an object of other frames says of itself cannot be read. */
    private void requireFrames(long unpacked) {
      // What cannot be packed grows by a few bytes.
      long most = 2L * frameBytes + 64;
      if (unpacked < 0
          || frames.size() != unpacked / frameBytes + (unpacked % frameBytes == 0 ? 0 : 1)
          || frames.stream().anyMatch(size -> size < 1 || size > most)) {
        throw new IllegalArgumentException(
            frames.size() + " frames of " + frameBytes + " for " + unpacked + " bytes");
      }
    }
  }

  /**
   * A member boundary.
   *
   * @param place of the member in the archive, counted over all its entries from 0
   * @param offset of the member's first record byte in the unpacked object
   */
  public record Split(long place, long offset) {}
}
