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

  byte[] line() {
    return header.line(dialect);
  }
}
