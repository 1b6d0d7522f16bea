package io.tributary.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.command.Day;
import io.tributary.core.config.CsvDialect;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.MemberLedger;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.segment.SegmentContent;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Holds extraction's bytes against what it wrote of them: each segment has its checksum, and every
 * byte of it belongs to one member of the ledger. Safe for several threads; segments that clean
 * removed are counted and passed over, others that are missing were lost.
 */
final class SegmentVerifier {
  private final Day day;
  private final Map<String, String> failures = new ConcurrentSkipListMap<>();
  private final AtomicLong gone = new AtomicLong();

  /** As it was last read; nothing, before a segment is missing. */
  private volatile CleanedDay cleaned;

  SegmentVerifier(Day day) {
    this.day = day;
    this.cleaned = CleanedDay.none(day.layout());
  }

  /** What is wrong, by archive. */
  Map<String, String> failures() {
    return failures;
  }

  /** Segments that clean removed. */
  long gone() {
    return gone.get();
  }

  void accept(ListedArchive listed) {
    listed
        .manifest()
        .filter(ArchiveManifest::extracted)
        .ifPresent(
            manifest -> {
              try {
                verify(listed.name(), manifest);
              } catch (DataException e) {
                failures.put(listed.name(), e.getMessage());
              }
            });
  }

  private void verify(String archive, ArchiveManifest manifest) {
    List<Segment> segments = manifest.segments();
    Coverage[] covered = new Coverage[segments.size()];
    for (int i = 0; i < covered.length; i++) {
      covered[i] = new Coverage(headerLength(segments.get(i)));
    }
    for (ArchiveManifest.TableEntry table : manifest.tables()) {
      try (Stream<LedgerEntry> ledger =
          MemberLedger.read(day.store(), day.layout().ledger(archive), table)) {
        ledger
            .filter(member -> member.segment() != LedgerEntry.NO_SEGMENT)
            .forEachOrdered(member -> covered[member.segment()].add(member));
      }
    }
    for (int i = 0; i < covered.length; i++) {
      Segment segment = segments.get(i);
      covered[i].require(segment);
      bytes(archive, segment);
    }
  }

  private void bytes(String archive, Segment segment) {
    Location at = day.layout().day().child(segment.path());
    CRC32C crc = new CRC32C();
    long size;
    try (InputStream in =
        new CheckedInputStream(SegmentContent.of(segment).readAll(day.store(), at), crc)) {
      size = in.transferTo(OutputStream.nullOutputStream());
    } catch (ObjectMissingException e) {
      if (!removed(archive)) {
        throw new DataException(
            "segment "
                + segment.path()
                + " is missing, and clean did not remove it; run extract --again, then merge",
            e);
      }
      gone.incrementAndGet();
      return;
    } catch (IOException e) {
      throw new TemporaryException("cannot read " + at + "; try again", e);
    }
    if (size != segment.bytes() || !Digests.crc32c(crc.getValue()).equals(segment.crc32c())) {
      throw new DataException(
          "segment "
              + segment.path()
              + " is not as it was written: "
              + size
              + " bytes with CRC-32C "
              + Digests.crc32c(crc.getValue())
              + " instead of "
              + segment.bytes()
              + " with "
              + segment.crc32c()
              + "; delete the archive's manifest, then clear batch_extract and merge");
    }
  }

  /** Whether clean removed the segments of an archive since they were written. */
  private boolean removed(String archive) {
    Optional<Instant> written =
        day.store().head(day.layout().manifest(archive)).map(ObjectInfo::modified);
    return written.filter(at -> cleaned.removedSegmentsSince(at)).isPresent()
        || written.filter(at -> cleanedNow().removedSegmentsSince(at)).isPresent();
  }

  /** Clean may have begun since the word was read: where that says no, it is read again. */
  private CleanedDay cleanedNow() {
    cleaned = CleanedDay.of(day.store(), day.layout());
    return cleaned;
  }

  private static long headerLength(Segment segment) {
    CsvDialect dialect = segment.dialect();
    long length = segment.columns().size();
    for (String column : segment.columns()) {
      length += column.getBytes(UTF_8).length;
      boolean quoted =
          dialect.quote() != CsvDialect.NO_QUOTE
              && column
                  .chars()
                  .anyMatch(
                      c -> c == dialect.delimiter() || c == dialect.quote() || c == 10 || c == 13);
      length += quoted ? 2 + column.chars().filter(c -> c == dialect.quote()).count() : 0;
    }
    return length;
  }

  /**
   * What the ledger's members have of one segment. Behind one without a line end lies a line end
   * that is no member's.
   */
  private static final class Coverage {
    private long end;
    private long members;
    private long records;
    private boolean gap;

    Coverage(long headerLength) {
      end = headerLength;
    }

    void add(LedgerEntry member) {
      gap |= !follows(member.offset());
      end = member.offset() + member.length();
      members++;
      records += member.records();
    }

    private boolean follows(long offset) {
      return offset == end || offset == end + 1;
    }

    void require(Segment segment) {
      if (gap
          || !follows(segment.bytes())
          || members != segment.members()
          || records != segment.records()) {
        throw new DataException(
            "the ledger has not every byte of segment "
                + segment.path()
                + " in one member, or other numbers than the manifest: "
                + members
                + " of "
                + segment.members()
                + " members, "
                + records
                + " of "
                + segment.records()
                + " records; report this archive");
      }
    }
  }
}
