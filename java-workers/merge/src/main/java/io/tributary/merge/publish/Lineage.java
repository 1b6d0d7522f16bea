package io.tributary.merge.publish;

import io.tributary.core.document.Json;
import io.tributary.core.document.LineageEntry;
import io.tributary.merge.slice.ArchiveRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes where each archive's rows went, a line an archive. */
final class Lineage {
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final OutputStream lines;
  private long nextRow = 1;
  private String archive;
  private long rows;
  private Map<Long, LineageEntry.Deviation> members = new TreeMap<>();

  private Lineage() throws IOException {
    lines = new GZIPOutputStream(packed, 1 << 16);
  }

  /**
   * The whole document.
   *
   * @param slices what each slice wrote of each archive, in order; an archive may be in several
   */
  static byte[] of(List<List<ArchiveRows>> slices) {
    try {
      Lineage lineage = new Lineage();
      for (List<ArchiveRows> slice : slices) {
        for (ArchiveRows share : slice) {
          lineage.add(share);
        }
      }
      lineage.endArchive();
      lineage.lines.close();
      return lineage.packed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(ArchiveRows share) throws IOException {
    if (!share.archive().equals(archive)) {
      endArchive();
      archive = share.archive();
    }
    rows += share.rows();
    share.unpack(members);
  }

  private void endArchive() throws IOException {
    if (archive != null) {
      LineageEntry entry = new LineageEntry(archive, nextRow, rows, members);
      lines.write((Json.line(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    nextRow += rows;
    rows = 0;
    members = new TreeMap<>();
    archive = null;
  }
}
