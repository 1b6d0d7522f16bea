package io.tributary.core.document;

import java.util.Locale;

/**
 * Why an archive or one of its members is refused. The codes are part of the contract: manifests,
 * summaries and alerts carry them.
 */
public enum RefusalReason {
  /** The archive has no bytes, or unpacks to none. */
  EMPTY_ARCHIVE(Scope.ARCHIVE),
  /** The archive does not begin as a gzip file does. */
  NOT_GZIP(Scope.ARCHIVE),
  /** The compressed data makes no sense. */
  CORRUPT_GZIP(Scope.ARCHIVE),
  /** The unpacked bytes differ from the checksum or length that gzip recorded. */
  CRC_MISMATCH(Scope.ARCHIVE),
  /** The archive ends too early, in gzip or in tar. */
  TRUNCATED(Scope.ARCHIVE),
  /** The tar ends behind an entry, without the zero blocks that end one. */
  UNENDED_TAR(Scope.ARCHIVE),
  /** Bytes that are neither gzip nor tar follow the end. */
  TRAILING_DATA(Scope.ARCHIVE),
  /** The unpacked bytes do not begin as a tar does. */
  NOT_TAR(Scope.ARCHIVE),
  /** A tar header that contradicts itself or the format. */
  MALFORMED_TAR(Scope.ARCHIVE),
  /** A name that is absolute, climbs, is empty, or holds a backslash or a NUL. */
  UNSAFE_NAME(Scope.ARCHIVE),
  /** A name longer than {@code limits.name-length}. */
  NAME_TOO_LONG(Scope.ARCHIVE),
  /** A symbolic or hard link. */
  LINK(Scope.ARCHIVE),
  /** A device, a pipe, or an entry of an unknown type. */
  SPECIAL_FILE(Scope.ARCHIVE),
  /** A sparse file, whose few bytes would unpack to many. */
  SPARSE_FILE(Scope.ARCHIVE),
  /** More entries than {@code limits.entries}. */
  TOO_MANY_ENTRIES(Scope.ARCHIVE),
  /** So many different headers that the manifest would not stay small. */
  TOO_MANY_HEADERS(Scope.ARCHIVE),
  /** A member larger than {@code limits.member-size}. */
  MEMBER_TOO_LARGE(Scope.ARCHIVE),
  /** More unpacked bytes than {@code limits.archive-size}. */
  ARCHIVE_TOO_LARGE(Scope.ARCHIVE),
  /** More unpacked bytes for each packed one than {@code limits.ratio}. */
  RATIO_EXCEEDED(Scope.ARCHIVE),
  /** The marker lists another SHA-256. */
  CHECKSUM_MISMATCH(Scope.ARCHIVE),
  /** The marker lists another size. */
  SIZE_MISMATCH(Scope.ARCHIVE),
  /** The archive is not the one that the source list was frozen with. */
  CHANGED_SINCE_FROZEN(Scope.ARCHIVE),
  /** The archive was there when the source list was frozen, and is not any more. */
  VANISHED(Scope.ARCHIVE),
  /** The source lists the archive and does not let us read it, although it does others. */
  UNREADABLE(Scope.ARCHIVE),

  /** The member's name has another date than the day's. */
  WRONG_DATE(Scope.MEMBER),
  /** The table in the member's name has other characters than letters, digits, dash, underscore. */
  UNSAFE_TABLE_NAME(Scope.MEMBER),
  /** The header has a column without a name. */
  BLANK_COLUMN(Scope.MEMBER),
  /** The header has two columns of the same normalised name. */
  DUPLICATE_COLUMN(Scope.MEMBER),
  /** The first line cannot be a header. */
  MALFORMED_HEADER(Scope.MEMBER),
  /** The first line reads like a header, and the records behind it are not its own. */
  UNFIT_HEADER(Scope.MEMBER);

  private final Scope scope;

  RefusalReason(Scope scope) {
    this.scope = scope;
  }

  /** The code in documents and messages, such as {@code crc-mismatch}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a refusal for this reason costs. */
  public Scope scope() {
    return scope;
  }

  /** What is refused. */
  public enum Scope {
    /** The whole archive: nothing of it counts. */
    ARCHIVE,
    /** One member; the rest of its archive counts. */
    MEMBER
  }
}
