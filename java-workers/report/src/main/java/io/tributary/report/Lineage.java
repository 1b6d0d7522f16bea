package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.GzipLines;
import io.tributary.core.document.Json;
import io.tributary.core.document.LineageEntry;
import io.tributary.core.store.Location;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Reads where a table's rows come from. */
final class Lineage {
  private Lineage() {}

  /** The entries in the order of the CSV, read as the stream is consumed. The caller closes it. */
  static Stream<LineageEntry> read(Day day, String table) {
    Location location = day.layout().lineage(table);
    return GzipLines.read(
        day.store().read(location),
        location,
        line -> Json.parse(line.getBytes(StandardCharsets.UTF_8), LineageEntry.class, location),
        "merge the table again with --force");
  }
}
