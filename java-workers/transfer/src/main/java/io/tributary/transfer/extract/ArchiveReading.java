package io.tributary.transfer.extract;

import io.tributary.core.config.LimitsSpec;
import io.tributary.core.document.ArchiveManifest.LooseEnd;
import io.tributary.core.document.RefusalReason;
import io.tributary.core.document.SourceList.Archive;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import io.tributary.transfer.archive.GzipReader;
import io.tributary.transfer.archive.PackedInput;
import io.tributary.transfer.archive.RefusedException;
import io.tributary.transfer.archive.SpareCpus;
import io.tributary.transfer.archive.TarEntry;
import io.tributary.transfer.archive.TarReader;
import io.tributary.transfer.archive.UnpackAhead;
import io.tributary.transfer.inflate.Inflate;
import io.tributary.transfer.inflate.Inflation;
import io.tributary.transfer.source.DeliverySource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over an archive, from its first byte to its last. */
final class ArchiveReading {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveReading.class);

  private final DeliverySource source;
  private final Archive archive;
  private final LimitsSpec limits;
  private final Inflate inflate;
  private final SpareCpus cpus;
  private final PackedInput.Meter meter;

  /**
   * Nothing is read yet.
   *
   * @param cpus that may unpack ahead
   */
  ArchiveReading(
      DeliverySource source,
      Archive archive,
      LimitsSpec limits,
      Inflate inflate,
      SpareCpus cpus,
      PackedInput.Meter meter) {
    this.source = source;
    this.archive = archive;
    this.limits = limits;
    this.inflate = inflate;
    this.cpus = cpus;
    this.meter = meter;
  }

  /**
   * An archive that was read to its end.
   *
   * @param ahead whether another thread unpacked
   */
  record Unpacked(String sha256, List<LooseEnd> looseEnds, boolean ahead) {}

  /** Who unpacks. */
  Inflation by() {
    return inflate.kind();
  }

  /** Reads the whole archive. */
  Unpacked read(MemberIntake intake) {
    checkListing();
    try (InputStream in = source.open(archive)) {
      PackedInput packed = new PackedInput(in, archive.name(), archive.size(), meter);
      UnpackAhead ahead = new UnpackAhead(new GzipReader(packed, limits, inflate), cpus);
      List<LooseEnd> looseEnds = unpack(ahead, intake);
      return new Unpacked(checked(packed.sha256()), looseEnds, ahead.begun());
    } catch (IOException e) {
      throw new TemporaryException(
          "archive " + archive.name() + " cannot be closed: " + e.getMessage() + "; try again", e);
    }
  }

  private List<LooseEnd> unpack(UnpackAhead ahead, MemberIntake intake) {
    try (ahead) {
      TarReader tar = new TarReader(ahead, limits);
      for (Optional<TarEntry> entry = next(tar); entry.isPresent(); entry = next(tar)) {
        intake.take(entry.get(), tar);
      }
      return tar.looseEnds();
    }
  }

  /** The next entry; a parser that fails where it should refuse costs one archive, not the run. */
  private Optional<TarEntry> next(TarReader tar) {
    try {
      return tar.next();
    } catch (RefusedException | WorkerException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("the tar reader failed on {}", archive.name(), e);
      throw new RefusedException(
          RefusalReason.MALFORMED_TAR, "its structure cannot be followed: " + e, e);
    }
  }

  private void checkListing() {
    if (archive.name().chars().anyMatch(Character::isISOControl)) {
      throw new RefusedException(
          RefusalReason.UNSAFE_NAME, "its own name has line ends or other control characters");
    }
    long listed = archive.listedSize().orElse(archive.size());
    if (listed != archive.size()) {
      throw new RefusedException(
          RefusalReason.SIZE_MISMATCH,
          "has " + archive.size() + " bytes, the marker lists " + listed);
    }
  }

  private String checked(String sha256) {
    String listed = archive.sha256().orElse(sha256);
    if (!listed.equals(sha256)) {
      throw new RefusedException(
          RefusalReason.CHECKSUM_MISMATCH,
          "has SHA-256 " + sha256 + ", the marker lists " + listed);
    }
    return sha256;
  }
}
