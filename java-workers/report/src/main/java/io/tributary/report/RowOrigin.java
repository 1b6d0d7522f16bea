package io.tributary.report;

import io.tributary.core.document.Figures;

/**
 * Where a merged row comes from.
 *
 * @param table name
 * @param row number in the CSV, from 1
 * @param archive that it came in
 * @param member of the archive
 * @param place of the member among all entries of the archive, from 0
 * @param record number in the member, from 1, malformed ones counted
 * @param lastRecord the same, or, when records of the member were dropped in places that nobody
 *     wrote down, the last that it can be
 * @param records of the member
 * @param line of the member on which the record begins, from 1
 * @param text of the record as delivered
 */
record RowOrigin(
    String table,
    long row,
    String archive,
    String member,
    long place,
    long record,
    long lastRecord,
    long records,
    long line,
    String text) {
  private static final int SHOWN = 2_000;

  /** For a person. */
  String readable() {
    String which =
        record == lastRecord
            ? "record   " + Figures.count(record) + " of " + Figures.count(records)
            : "record   "
                + Figures.count(record)
                + " to "
                + Figures.count(lastRecord)
                + " of "
                + Figures.count(records)
                + ": rules dropped some of the member's records";
    return "row      "
        + Figures.count(row)
        + " of "
        + table
        + "\narchive  "
        + DisplayWidth.plain(archive)
        + "\nmember   "
        + DisplayWidth.plain(member)
        + ", entry "
        + place
        + "\n"
        + which
        + (record == lastRecord ? ", line " + Figures.count(line) : "")
        + "\ntext     "
        + DisplayWidth.plain(DisplayWidth.cut(text, SHOWN))
        + "\n";
  }
}
