package io.tributary.transfer.segment;

import io.tributary.core.config.CsvDialect;
import io.tributary.transfer.csv.MemberHeader;

/**
 * What members must have in common to share a segment.
 *
 * @param table name
 * @param header of the members
 * @param dialect how their records are written, in UTF-8
 */
public record SegmentHeader(String table, MemberHeader header, CsvDialect dialect) {
  public SegmentHeader {
    dialect = new CsvDialect(dialect.delimiter(), dialect.quote(), "utf-8");
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof SegmentHeader that
            && table.equals(that.table)
            && header.equals(that.header)
            && dialect.equals(that.dialect));
  }

  /** Asked for with each member: plain code is fast without the optimising compiler too. */
  @Override
  public int hashCode() {
    return 31 * table.hashCode() + header.columns().hashCode();
  }

  byte[] line() {
    return header.line(dialect);
  }
}
