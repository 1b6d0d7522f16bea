package io.tributary.transfer.extract;

import io.tributary.core.command.Day;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.MemberCounts;
import io.tributary.core.document.ArchiveManifest.Refusal;
import io.tributary.core.document.ArchiveManifest.Segment;
import io.tributary.core.document.Json;
import io.tributary.core.document.ManifestKey;
import io.tributary.core.document.RefusalReason;
import io.tributary.core.document.SourceList.Archive;
import io.tributary.core.error.DataException;
import io.tributary.core.error.PreconditionFailedException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import io.tributary.core.store.Payload;
import io.tributary.core.store.WriteCondition;
import io.tributary.transfer.archive.PackedInput;
import io.tributary.transfer.archive.RefusedException;
import io.tributary.transfer.archive.SpareCpus;
import io.tributary.transfer.inflate.Inflate;
import io.tributary.transfer.inflate.Inflation;
import io.tributary.transfer.segment.ArchiveLedger;
import io.tributary.transfer.segment.PagePool;
import io.tributary.transfer.segment.SegmentPacker;
import io.tributary.transfer.source.ArchiveChangedException;
import io.tributary.transfer.source.DeliverySource;
import io.tributary.transfer.source.UnreadableFileException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One archive, from its first compressed byte to its manifest. Whatever goes wrong, nothing of the
 * archive counts before the manifest is written, and that comes last.
 */
final class ArchiveExtraction {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveExtraction.class);

  /** What another inflater may see in other words, or a few bytes sooner or later. */
  private static final Set<RefusalReason> OF_UNPACKING =
      Set.of(
          RefusalReason.CORRUPT_GZIP,
          RefusalReason.CRC_MISMATCH,
          RefusalReason.TRUNCATED,
          RefusalReason.TRAILING_DATA,
          RefusalReason.RATIO_EXCEEDED);

  private final Day day;
  private final DeliverySource source;
  private final MemberRouter router;
  private final Archive archive;
  private final Optional<ArchiveManifest> earlier;
  private final WriteCondition uncommitted;
  private final String key;
  private final PagePool pool;
  private final Inflate inflate;
  private final SpareCpus cpus;
  private final PackedInput.Meter meter;

  /** Of a reading that is judged once more; its segments can be those of a faster run. */
  private Optional<SegmentPacker> undone = Optional.empty();

  /**
   * Begins.
   *
   * @param earlier what its manifest says by now
   * @param uncommitted that no other run committed the archive since this one looked
   */
  ArchiveExtraction(
      Day day,
      DeliverySource source,
      MemberRouter router,
      Archive archive,
      Optional<ArchiveManifest> earlier,
      WriteCondition uncommitted,
      PagePool pool,
      Inflate inflate,
      SpareCpus cpus,
      PackedInput.Meter meter) {
    this.day = day;
    this.source = source;
    this.router = router;
    this.archive = archive;
    this.earlier = earlier;
    this.uncommitted = uncommitted;
    this.key = ManifestKey.of(archive, day.partner(), day.date());
    this.pool = pool;
    this.inflate = inflate;
    this.cpus = cpus;
    this.meter = meter;
  }

  /** Extracts the archive or refuses it, and commits which of the two. */
  ArchiveManifest run() {
    return attempt(inflate)
        .orElseGet(
            () -> {
              try (Inflate judge = Inflation.JDK.open()) {
                return attempt(judge).orElseThrow();
              }
            });
  }

  /**
   * One reading of the archive; empty: it would be refused for how it unpacks, and on that the
   * JDK's inflater has the last word, so that refusals are the same on every machine.
   */
  private Optional<ArchiveManifest> attempt(Inflate inflate) {
    SegmentPacker packer =
        new SegmentPacker(
            day.store(),
            day.layout(),
            archive.name(),
            day.partner().extract().segmentCompression(),
            key,
            pool);
    ArchiveReading reading =
        new ArchiveReading(source, archive, day.partner().limits(), inflate, cpus, meter);
    try (ArchiveLedger ledger = new ArchiveLedger()) {
      return Optional.of(extract(reading, packer, ledger));
    } catch (RefusedException | ArchiveChangedException | UnreadableFileException e) {
      RefusedException refusal = refusal(e);
      if (inflate.kind() != Inflation.JDK && OF_UNPACKING.contains(refusal.reason())) {
        LOG.info(
            "archive {} is read again by the JDK's inflater: {}", archive.name(), e.getMessage());
        packer.abortUploads();
        undone = Optional.of(packer);
        return Optional.empty();
      }
      return Optional.of(refuse(refusal, packer));
    } finally {
      // What a temporary failure leaves behind is overwritten by the retry, byte for byte.
      packer.release();
    }
  }

  private ArchiveManifest extract(
      ArchiveReading reading, SegmentPacker packer, ArchiveLedger ledger) {
    MemberIntake intake = new MemberIntake(day.partner(), router, packer, ledger);
    ArchiveReading.Unpacked unpacked = reading.read(intake);
    List<Segment> segments = packer.finish();
    ArchiveLedger.Stored stored = ledger.finish();
    Payload lines = stored.payload();
    day.store().write(day.layout().ledger(archive.name()), lines, WriteCondition.none());
    long written = segments.stream().mapToLong(Segment::storedBytes).sum() + lines.size();
    day.numbers().add("archives", 1);
    day.numbers().add("archives-inflated-by-" + reading.by().shown(), 1);
    day.numbers().add("archives-unpacked-ahead", unpacked.ahead() ? 1 : 0);
    day.numbers().add("bytes-written", written);
    day.numbers().add("members", ledger.members());
    day.numbers().add("records", ledger.records());
    return commit(
        new ArchiveManifest(
            ArchiveManifest.VERSION,
            key,
            archive,
            Optional.empty(),
            Optional.of(unpacked.sha256()),
            intake.counts(),
            stored.tables(),
            segments,
            intake.refused(),
            intake.ignored(),
            unpacked.looseEnds()));
  }

  /** A file that was replaced while it was read looks broken, and yet is only another one. */
  private RefusedException refusal(RuntimeException cause) {
    try {
      if (cause instanceof RefusedException refused) {
        source.open(archive).close();
        return refused;
      }
      throw cause;
    } catch (ArchiveChangedException e) {
      boolean gone = e.reason() == ArchiveChangedException.Reason.VANISHED;
      return new RefusedException(
          gone ? RefusalReason.VANISHED : RefusalReason.CHANGED_SINCE_FROZEN, e.getMessage(), e);
    } catch (UnreadableFileException e) {
      return new RefusedException(RefusalReason.UNREADABLE, e.getMessage(), e);
    } catch (IOException e) {
      throw new TemporaryException("archive " + archive.name() + " cannot be closed; try again", e);
    }
  }

  private ArchiveManifest refuse(RefusedException e, SegmentPacker packer) {
    LOG.warn("archive {} is refused: {}: {}", archive.name(), e.reason().code(), e.getMessage());
    Optional<Refusal> why =
        Optional.of(new Refusal(Optional.empty(), e.reason().code(), e.getMessage()));
    ArchiveManifest refused =
        new ArchiveManifest(
            ArchiveManifest.VERSION,
            ManifestKey.of(archive, day.partner(), day.date(), why),
            archive,
            why,
            Optional.empty(),
            new MemberCounts(0, 0, 0),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    packer.abortUploads();
    requireNothingLost(refused);
    ArchiveManifest committed = commit(refused);
    if (committed.equals(refused)) {
      // Not before: until then they may be the segments of a run that was faster.
      packer.discard();
      undone.ifPresent(SegmentPacker::discard);
      day.store().delete(day.layout().ledger(archive.name()));
      day.numbers().add("archives-refused", 1);
    }
    return committed;
  }

  /**
   * What was extracted once is worth more than the word that the source has it no more, or than
   * what limits that came later make of the same archive.
   */
  private void requireNothingLost(ArchiveManifest refused) {
    boolean had =
        earlier
            .filter(ArchiveManifest::extracted)
            .map(ArchiveManifest::archive)
            .equals(Optional.of(archive));
    boolean sameSettings = earlier.filter(manifest -> manifest.key().equals(key)).isPresent();
    if (had && (sameSettings || !ShardRun.stands(refused))) {
      throw new DataException(
          "archive "
              + archive.name()
              + " is to be extracted again and "
              + (ShardRun.stands(refused)
                  ? "would be refused now"
                  : "the source has it no more as it was")
              + " ("
              + refused.refusal().orElseThrow().reason()
              + "); what was published stays: put it back at the source, or take back the changed"
              + " settings");
    }
  }

  /** Writes the manifest, or gives that of a run that was faster, if it says what ours would. */
  private ArchiveManifest commit(ArchiveManifest manifest) {
    Location location = day.layout().manifest(archive.name());
    try {
      day.store().write(location, Payload.of(Json.bytes(manifest)), uncommitted);
      return manifest;
    } catch (PreconditionFailedException e) {
      return Json.find(day.store(), location, ArchiveManifest.class)
          .filter(other -> ManifestKey.fits(other, archive, day.partner(), day.date()))
          .filter(ShardRun::stands)
          .orElseThrow(() -> e);
    }
  }
}
