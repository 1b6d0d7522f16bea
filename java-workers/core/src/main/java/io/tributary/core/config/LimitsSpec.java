package io.tributary.core.config;

/**
 * The {@code limits} block: what one archive may use at most. Beyond a limit the archive is refused
 * ({@code record-bytes}: the record is quarantined, {@code header-bytes}: the member is refused,
 * {@code loose-ends}: as it says).
 *
 * <pre>{@code
 * limits: {entries: 1000000, member-size: 20GB, archive-size: 100GB, ratio: 200,
 *          name-length: 1024, record-bytes: 16MB, header-bytes: 1MB, nesting: 8, loose-ends: refuse}
 * }</pre>
 *
 * @param entries entries of one archive
 * @param memberBytes unpacked bytes of one member
 * @param archiveBytes unpacked bytes of one archive
 * @param ratio unpacked bytes by packed bytes, judged after the first 64 MiB unpacked
 * @param nameLength bytes of an entry's name
 * @param recordBytes bytes of one CSV record
 * @param headerBytes bytes of a member's header
 * @param nesting extended headers that may speak of one entry
 * @param looseEnds what becomes of an archive that is whole but for how it ends
 */
public record LimitsSpec(
    long entries,
    long memberBytes,
    long archiveBytes,
    int ratio,
    int nameLength,
    int recordBytes,
    int headerBytes,
    int nesting,
    LooseEnds looseEnds) {
  /** Safe for the archives of 100 to 500 MB that partners send. */
  public static final LimitsSpec DEFAULT =
      new LimitsSpec(
          1_000_000, 20L << 30, 100L << 30, 200, 1024, 16 << 20, 1 << 20, 8, LooseEnds.REFUSE);

  /** Bytes behind an archive's end, and a tar without the zero blocks that end one. */
  public enum LooseEnds {
    /** The archive is refused. */
    REFUSE,
    /** The archive counts; its manifest and the summary say what was loose. */
    WARN
  }
}
