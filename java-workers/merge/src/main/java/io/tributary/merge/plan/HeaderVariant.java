package io.tributary.merge.plan;

import io.tributary.core.config.CsvDialect;
import io.tributary.core.document.ArchiveManifest;
import java.util.List;

/**
 * One way in which members of a table begin.
 *
 * @param columns as delivered
 * @param dialect of the records
 * @param carriageReturns whether a lone {@code \r} ends records
 */
record HeaderVariant(List<String> columns, CsvDialect dialect, boolean carriageReturns) {
  static HeaderVariant of(ArchiveManifest.Segment segment) {
    return new HeaderVariant(segment.columns(), segment.dialect(), segment.carriageReturns());
  }

  /** Physical lines of the header: its own, and those that break within names. */
  int lines() {
    int lines = 1;
    for (String column : columns) {
      for (int i = 0; i < column.length(); i++) {
        char c = column.charAt(i);
        boolean first = i == 0 || column.charAt(i - 1) != '\r' || !carriageReturns;
        lines += (c == '\n' && first) || (c == '\r' && carriageReturns) ? 1 : 0;
      }
    }
    return lines;
  }
}
