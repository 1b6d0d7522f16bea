package io.tributary.core.document;

import io.tributary.core.error.DataException;

/**
 * One extracted member: a line of {@code manifests/{archive}.members.gz}. The ledger is too large
 * for a driver; tasks read a table's range of it ({@link MemberLedger}).
 *
 * @param place running number of the entry in the archive, over all its entries, from 0
 * @param segment index in the manifest's list of segments; {@link #NO_SEGMENT} for a member that
 *     has no header, and so no records
 * @param offset of the member's first record byte in the segment object
 * @param length bytes of its records as delivered
 * @param records counted the RFC 4180 way, malformed ones included
 * @param sha256 of the member's delivered bytes, in hexadecimal
 * @param name of the entry as the archive has it
 * @param blankLines in front of the member's header; the line says so only where there are such
 */
public record LedgerEntry(
    long place,
    int segment,
    long offset,
    long length,
    long records,
    String sha256,
    String name,
    long blankLines) {
  /** Stands for "in no segment". */
  public static final int NO_SEGMENT = -1;

  private static final int FIELDS = 7;

  /** A member that begins with its header, as nearly all do. */
  public LedgerEntry(
      long place, int segment, long offset, long length, long records, String sha256, String name) {
    this(place, segment, offset, length, records, sha256, name, 0);
  }

  /** The line, without its line end. */
  public String line() {
    String line =
        String.join(
            "\t",
            Long.toString(place),
            Integer.toString(segment),
            Long.toString(offset),
            Long.toString(length),
            Long.toString(records),
            sha256,
            escaped(name));
    return blankLines == 0 ? line : line + "\t" + blankLines;
  }

  /**
   * Reads a line.
   *
   * @throws DataException when it is not one
   */
  public static LedgerEntry parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS && fields.length != FIELDS + 1) {
      throw new DataException(
          "a member ledger has a line of " + fields.length + " fields: " + line);
    }
    try {
      return new LedgerEntry(
          Long.parseLong(fields[0]),
          Integer.parseInt(fields[1]),
          Long.parseLong(fields[2]),
          Long.parseLong(fields[3]),
          Long.parseLong(fields[4]),
          fields[5],
          unescaped(fields[6]),
          fields.length == FIELDS ? 0 : Long.parseLong(fields[FIELDS]));
    } catch (NumberFormatException e) {
      throw new DataException("a member ledger has a line without its numbers: " + line, e);
    }
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder name = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      name.append(c == '\\' && i < text.length() ? meant(text.charAt(i++)) : c);
    }
    return name.toString();
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> escaped;
    };
  }
}
