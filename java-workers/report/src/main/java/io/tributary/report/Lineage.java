package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.LineageEntry;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads where a table's rows come from. */
final class Lineage {
  private Lineage() {}

  /** The entries in the order of the CSV, read as the stream is consumed. The caller closes it. */
  static Stream<LineageEntry> read(Day day, String table) {
    Location location = day.layout().lineage(table);
    try {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(day.store().read(location)), StandardCharsets.UTF_8));
      return reader
          .lines()
          .map(
              line ->
                  Json.parse(line.getBytes(StandardCharsets.UTF_8), LineageEntry.class, location))
          .onClose(() -> close(reader, location));
    } catch (IOException e) {
      throw new TemporaryException("cannot read " + location + "; try again", e);
    }
  }

  private static void close(BufferedReader reader, Location location) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing " + location, e);
    }
  }
}
