package io.tributary.embedded.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** One {@code .tar.gz} in memory: as GNU tar, as POSIX tar or as an old tar would write it. */
final class ArchiveWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, 10240, "UTF-8");
  private final boolean pax;
  private final Instant modified;

  ArchiveWriter(int number, Instant modified) {
    this.pax = number % 3 == 1;
    this.modified = modified;
    tar.setBigNumberMode(
        pax ? TarArchiveOutputStream.BIGNUMBER_POSIX : TarArchiveOutputStream.BIGNUMBER_STAR);
    tar.setLongFileMode(
        pax ? TarArchiveOutputStream.LONGFILE_POSIX : TarArchiveOutputStream.LONGFILE_GNU);
    tar.setAddPaxHeadersForNonAsciiNames(pax);
  }

  void file(String name, byte[] content) throws IOException {
    TarArchiveEntry entry = entry(name);
    entry.setSize(content.length);
    if (pax) {
      entry.addPaxHeader("comment", "export of " + modified);
    }
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  void directory(String name) throws IOException {
    tar.putArchiveEntry(entry(name));
    tar.closeArchiveEntry();
  }

  /**
   * The archive, compressed.
   *
   * @param members of gzip, as parallel compressors write several
   */
  byte[] gzip(int members) throws IOException {
    tar.close();
    byte[] content = bytes.toByteArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < members; i++) {
      int from = (int) ((long) content.length * i / members);
      int to = (int) ((long) content.length * (i + 1) / members);
      try (GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16)) {
        gzip.write(content, from, to - from);
      }
    }
    return out.toByteArray();
  }

  private TarArchiveEntry entry(String name) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setModTime(FileTime.from(modified));
    // The library would put down who runs this process.
    entry.setIds(1000, 1000);
    entry.setNames("partner", "partner");
    return entry;
  }
}
