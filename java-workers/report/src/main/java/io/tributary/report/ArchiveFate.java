package io.tributary.report;

import io.tributary.core.document.Figures;
import java.util.List;
import java.util.Optional;

/**
 * What became of an archive.
 *
 * @param archive name
 * @param fate {@code extracted}, {@code refused}, {@code duplicate}, {@code missing}, {@code
 *     not-extracted}
 * @param detail why it was refused, or of which archive it is a duplicate
 * @param tables where its rows went
 */
record ArchiveFate(String archive, String fate, Optional<String> detail, List<Share> tables) {
  /**
   * Where its rows of one table went.
   *
   * @param table name
   * @param records of the archive, as extraction counted them
   * @param published whether the table is published for this delivery; the rest is 0 otherwise
   * @param firstRow of the CSV that comes from it, from 1; 0 when there is none
   * @param lastRow of the CSV that comes from it
   * @param quarantined records
   * @param dropped records
   * @param repeated records of members that an earlier archive has too
   */
  record Share(
      String table,
      long records,
      boolean published,
      long firstRow,
      long lastRow,
      long quarantined,
      long dropped,
      long repeated) {}

  /** For a person. */
  String readable() {
    StringBuilder text = new StringBuilder();
    text.append("archive  ").append(DisplayWidth.plain(archive)).append('\n');
    text.append("fate     ").append(fate);
    detail.ifPresent(more -> text.append(": ").append(DisplayWidth.plain(more)));
    text.append("\n");
    if (tables.isEmpty()) {
      return text.toString();
    }
    TextTable table = new TextTable("<><>>>");
    table.add("table", "records", "rows", "quarantined", "dropped", "repeated");
    for (Share share : tables) {
      table.add(
          DisplayWidth.plain(share.table()),
          Figures.count(share.records()),
          rows(share),
          Figures.count(share.quarantined()),
          Figures.count(share.dropped()),
          Figures.count(share.repeated()));
    }
    text.append('\n');
    table.writeTo(text);
    return text.toString();
  }

  private static String rows(Share share) {
    if (!share.published()) {
      return "not published";
    }
    return share.firstRow() == 0
        ? "none"
        : Figures.count(share.firstRow()) + " to " + Figures.count(share.lastRow());
  }
}
