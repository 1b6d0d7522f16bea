package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.Figures;
import io.tributary.core.document.Json;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.LineageEntry;
import io.tributary.core.document.LineageEntry.Deviation;
import io.tributary.core.document.MemberLedger;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.segment.SegmentContent;
import io.tributary.core.store.Location;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Follows a row of a merged table back to its record: the lineage names the archive, the archive's
 * ledger the member, and the member's bytes in the segment are read up to the record.
 */
final class RowTrace {
  private static final Deviation NONE = new Deviation(0, 0, false);

  private final Day day;
  private final String table;
  private final long row;

  RowTrace(Day day, String table, long row) {
    this.day = day;
    this.table = table;
    this.row = row;
  }

  RowOrigin origin() {
    PublicationMarker marker =
        Json.find(day.store(), day.layout().success(table), PublicationMarker.class)
            .orElseThrow(
                () -> new DataException("table '" + table + "' is not published on " + day.date()));
    if (row < 1 || row > marker.rows()) {
      throw new ConfigurationException(
          "table '"
              + table
              + "' has "
              + Figures.count(marker.rows(), "row", "rows")
              + ": --row must be from 1 to that");
    }
    LineageEntry entry = entry();
    ArchiveManifest manifest =
        Json.read(day.store(), day.layout().manifest(entry.archive()), ArchiveManifest.class);
    ArchiveManifest.TableEntry share =
        manifest.tables().stream()
            .filter(of -> of.table().equals(table))
            .findFirst()
            .orElseThrow(() -> changed(entry.archive()));
    try (Stream<LedgerEntry> ledger =
        MemberLedger.read(day.store(), day.layout().ledger(entry.archive()), share)) {
      long before = row - entry.firstRow();
      for (LedgerEntry member : (Iterable<LedgerEntry>) ledger::iterator) {
        Deviation deviation = entry.members().getOrDefault(member.place(), NONE);
        long rows =
            deviation.repeated()
                ? 0
                : member.records() - deviation.quarantined() - deviation.dropped();
        if (before < rows) {
          long earlier = quarantinedEarlier(entry, share, member);
          return record(manifest, member, deviation, before, earlier);
        }
        before -= rows;
      }
    }
    throw changed(entry.archive());
  }

  private LineageEntry entry() {
    try (Stream<LineageEntry> lineage = Lineage.read(day, table)) {
      return lineage
          .filter(entry -> row >= entry.firstRow() && row < entry.firstRow() + entry.rows())
          .findFirst()
          .orElseThrow(
              () -> new DataException(day.layout().lineage(table) + " does not know row " + row));
    }
  }

  private DataException changed(String archive) {
    return new DataException(
        "the manifest of "
            + archive
            + " is not the one that was merged: the delivery changed; merge again first");
  }

  /** Quarantined records of members before this one that have its name. */
  private long quarantinedEarlier(
      LineageEntry entry, ArchiveManifest.TableEntry share, LedgerEntry member) {
    if (!share.repeatedNames()) {
      return 0;
    }
    try (Stream<LedgerEntry> ledger =
        MemberLedger.read(day.store(), day.layout().ledger(entry.archive()), share)) {
      return ledger
          .filter(other -> other.place() < member.place() && other.name().equals(member.name()))
          .mapToLong(other -> entry.members().getOrDefault(other.place(), NONE).quarantined())
          .sum();
    }
  }

  /** Reads the member up to its row number {@code before}, from 0. */
  private RowOrigin record(
      ArchiveManifest manifest,
      LedgerEntry member,
      Deviation deviation,
      long before,
      long earlier) {
    ArchiveManifest.Segment segment = manifest.segments().get(member.segment());
    Location at = day.layout().day().child(segment.path());
    Set<Long> quarantined =
        deviation.quarantined() == 0
            ? Set.of()
            : quarantinedLines(manifest.archive().name(), member.name(), earlier, deviation);
    SegmentContent content = SegmentContent.of(segment);
    try (InputStream in = content.read(day.store(), at, member.offset(), member.length())) {
      RecordReader records =
          new RecordReader(
              in,
              segment.dialect().delimiter(),
              segment.dialect().quote(),
              segment.carriageReturns(),
              member.blankLines() + headerLines(segment) + 1);
      long number = 0;
      long left = before;
      while (records.next()) {
        if (records.blank() && segment.columns().size() > 1) {
          continue;
        }
        number++;
        if (quarantined.contains(records.line())) {
          continue;
        }
        if (left == 0) {
          return new RowOrigin(
              table,
              row,
              manifest.archive().name(),
              member.name(),
              member.place(),
              number,
              Math.min(number + deviation.dropped(), member.records()),
              member.records(),
              records.line(),
              records.text());
        }
        left--;
      }
    } catch (ObjectMissingException e) {
      throw gone(
          "segment " + at,
          cleaned().segmentsRemovedOn(),
          "run extract --again, if the source still has the archive",
          manifest.archive().name(),
          member.name(),
          e);
    } catch (IOException e) {
      throw new TemporaryException("cannot read " + at + "; try again", e);
    }
    throw changed(manifest.archive().name());
  }

  /** Where the row came from is known; what it looked like there is not any more. */
  private DataException gone(
      String what,
      Optional<String> removedOn,
      String remedy,
      String archive,
      String member,
      ObjectMissingException e) {
    String why = removedOn.map(on -> "was removed by clean on " + on).orElse("is gone");
    return new DataException(
        "row "
            + row
            + " of "
            + table
            + " is of archive "
            + archive
            + ", member "
            + member
            + ", but its "
            + what
            + " "
            + why
            + ": to see the record, "
            + remedy,
        e);
  }

  private CleanedDay cleaned() {
    return CleanedDay.of(day.store(), day.layout());
  }

  private static long headerLines(ArchiveManifest.Segment segment) {
    return 1
        + segment.columns().stream()
            .map(name -> segment.carriageReturns() ? name.replace("\r\n", "\n") : name)
            .mapToLong(
                name ->
                    name.chars()
                        .filter(c -> c == '\n' || (c == '\r' && segment.carriageReturns()))
                        .count())
            .sum();
  }

  /** Lines of a member in the quarantine file, behind those of members that have its name. */
  private Set<Long> quarantinedLines(
      String archive, String member, long earlier, Deviation deviation) {
    Set<Long> lines = new HashSet<>();
    long seen = 0;
    Location quarantine = day.layout().quarantine(table);
    try (InputStream in = day.store().read(quarantine)) {
      RecordReader rows = new RecordReader(in);
      rows.next();
      while (rows.next()) {
        List<String> values = rows.values();
        if (values.get(0).equals(archive) && values.get(1).equals(member)) {
          if (seen >= earlier && seen < earlier + deviation.quarantined()) {
            lines.add(Long.parseLong(values.get(2)));
          }
          seen++;
        }
      }
    } catch (ObjectMissingException e) {
      // Without it the member's rows cannot be told apart from what is no row.
      throw gone(
          "quarantine file " + quarantine,
          cleaned().quarantineRemovedOn(),
          "run extract --again, if segments were removed too, then merge --force",
          archive,
          member,
          e);
    } catch (IOException e) {
      throw new TemporaryException("cannot read " + quarantine + "; try again", e);
    }
    return lines;
  }
}
