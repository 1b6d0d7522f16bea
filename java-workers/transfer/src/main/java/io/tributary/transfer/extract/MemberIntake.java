package io.tributary.transfer.extract;

import io.tributary.core.config.CsvDialect;
import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.ArchiveManifest.MemberCounts;
import io.tributary.core.document.ArchiveManifest.Refusal;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.RefusalReason;
import io.tributary.transfer.archive.ByteSink;
import io.tributary.transfer.archive.RefusedException;
import io.tributary.transfer.archive.TarEntry;
import io.tributary.transfer.archive.TarReader;
import io.tributary.transfer.csv.RecordCounter;
import io.tributary.transfer.csv.Transcoder;
import io.tributary.transfer.extract.MemberContent.Packed;
import io.tributary.transfer.segment.ArchiveLedger;
import io.tributary.transfer.segment.SegmentPacker;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Takes the entries of one archive: packs those that are data, and keeps account of the others. */
final class MemberIntake {
  /** The manifest is read by a driver: it names so many of a kind, and counts all. */
  private static final int NAMED = 1_000;

  private final PartnerSpec partner;
  private final MemberRouter router;
  private final SegmentPacker packer;
  private final ArchiveLedger ledger;
  private final KnownHeaders known = new KnownHeaders();
  private final RecordCounter.Room room = new RecordCounter.Room();
  private final MessageDigest digest;
  private final List<Refusal> refused = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();
  private long refusedCount;
  private long ignoredCount;

  MemberIntake(
      PartnerSpec partner, MemberRouter router, SegmentPacker packer, ArchiveLedger ledger) {
    this.partner = partner;
    this.router = router;
    this.packer = packer;
    this.ledger = ledger;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Takes an entry whose content {@code tar} will hand on. */
  void take(TarEntry entry, TarReader tar) {
    MemberRoute route = router.route(entry.name(), entry.file());
    if (route instanceof MemberRoute.Data data) {
      try {
        pack(data.table(), entry, tar);
      } catch (RefusedException e) {
        if (e.reason().scope() != RefusalReason.Scope.MEMBER) {
          throw e;
        }
        refuse(entry, e.reason(), e.getMessage());
      }
    } else if (route instanceof MemberRoute.Refused refusal) {
      refuse(entry, refusal.reason(), refusal.detail());
    } else {
      ignoredCount++;
      if (ignored.size() < NAMED) {
        ignored.add(entry.name());
      }
    }
  }

  MemberCounts counts() {
    return new MemberCounts(ledger.members(), ignoredCount, refusedCount);
  }

  List<Refusal> refused() {
    return refused;
  }

  List<String> ignored() {
    return ignored;
  }

  private void pack(String table, TarEntry entry, TarReader tar) {
    CsvDialect dialect = partner.dialect(table);
    int headerBytes = partner.limits().headerBytes();
    MemberContent content =
        new MemberContent(table, dialect, entry.place(), headerBytes, packer, known, room);
    digest.reset();
    Charset charset = Charset.forName(dialect.encoding());
    if (charset.equals(StandardCharsets.UTF_8)) {
      tar.content(hashing(content));
    } else {
      Transcoder transcoder = new Transcoder(charset, content);
      tar.content(hashing(transcoder));
      transcoder.finish();
    }
    Optional<Packed> packed = content.finish();
    String sha256 = HexFormat.of().formatHex(digest.digest());
    ledger.add(
        table,
        packed
            .map(
                it ->
                    new LedgerEntry(
                        entry.place(),
                        it.place().segment(),
                        it.place().offset(),
                        it.place().length(),
                        it.records(),
                        sha256,
                        entry.name(),
                        it.blankLines()))
            .orElseGet(
                () ->
                    new LedgerEntry(
                        entry.place(), LedgerEntry.NO_SEGMENT, 0, 0, 0, sha256, entry.name())));
  }

  private ByteSink hashing(ByteSink next) {
    return (bytes, from, to) -> {
      digest.update(bytes, from, to - from);
      next.accept(bytes, from, to);
    };
  }

  private void refuse(TarEntry entry, RefusalReason reason, String detail) {
    refusedCount++;
    if (refused.size() < NAMED) {
      refused.add(new Refusal(Optional.of(entry.name()), reason.code(), detail));
    }
  }
}
