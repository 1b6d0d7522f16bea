package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.ArchiveManifest.TableEntry;
import io.tributary.core.document.Json;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.LineageEntry;
import io.tributary.core.document.MemberLedger;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Follows an archive to where its rows went, table by table. */
final class ArchiveTrace {
  private final Day day;
  private final String archive;
  private final DeliveryTally tally = new DeliveryTally();
  private Optional<ListedArchive> found = Optional.empty();

  ArchiveTrace(Day day, String archive) {
    this.day = day;
    this.archive = archive;
  }

  ArchiveFate fate() {
    SourceList sources = Json.read(day.store(), day.layout().sources(), SourceList.class);
    if (sources.missing().contains(archive)) {
      return fate("missing", Optional.of("the marker lists it, the source did not have it"));
    }
    // All of them: whether it is a duplicate depends on the others.
    new ManifestReader(day).forEach(sources.archives(), this::look);
    ListedArchive listed =
        found.orElseThrow(
            () ->
                new ConfigurationException(
                    "no archive '"
                        + archive
                        + "' in "
                        + day.layout().sources()
                        + ": give its name as the list has it"));
    if (listed.manifest().isEmpty()) {
      return fate("not-extracted", Optional.of(tally.withoutManifest().get(archive)));
    }
    ArchiveManifest manifest = listed.manifest().get();
    if (!manifest.extracted()) {
      ArchiveManifest.Refusal refusal = manifest.refusal().orElseThrow();
      return fate("refused", Optional.of(refusal.reason() + ", " + refusal.detail()));
    }
    if (tally.duplicates().containsKey(archive)) {
      return fate("duplicate", Optional.of("same bytes as " + tally.duplicates().get(archive)));
    }
    List<ArchiveFate.Share> shares = new ArrayList<>();
    for (TableEntry entry : manifest.tables()) {
      shares.add(share(entry));
    }
    Optional<String> looseEnds =
        manifest.looseEnds().stream()
            .map(ArchiveManifest.LooseEnd::detail)
            .reduce((one, other) -> one + ", and " + other);
    return new ArchiveFate(archive, "extracted", looseEnds, shares);
  }

  private ArchiveFate fate(String fate, Optional<String> detail) {
    return new ArchiveFate(archive, fate, detail, List.of());
  }

  private void look(ListedArchive listed) {
    tally.accept(listed);
    if (listed.name().equals(archive)) {
      found = Optional.of(listed);
    }
  }

  private ArchiveFate.Share share(TableEntry entry) {
    String table = entry.table();
    boolean published = PublishedTable.read(day, table, tally.table(table).inputs()).published();
    if (!published) {
      return new ArchiveFate.Share(table, entry.records(), false, 0, 0, 0, 0, 0);
    }
    try (Stream<LineageEntry> lineage = Lineage.read(day, table)) {
      LineageEntry went =
          lineage.filter(of -> of.archive().equals(archive)).findFirst().orElseThrow();
      return new ArchiveFate.Share(
          table,
          entry.records(),
          true,
          went.rows() == 0 ? 0 : went.firstRow(),
          went.rows() == 0 ? 0 : went.firstRow() + went.rows() - 1,
          went.members().values().stream().mapToLong(LineageEntry.Deviation::quarantined).sum(),
          went.members().values().stream().mapToLong(LineageEntry.Deviation::dropped).sum(),
          repeated(entry, went));
    }
  }

  private long repeated(TableEntry entry, LineageEntry went) {
    if (went.members().values().stream().noneMatch(LineageEntry.Deviation::repeated)) {
      return 0;
    }
    try (Stream<LedgerEntry> ledger =
        MemberLedger.read(day.store(), day.layout().ledger(archive), entry)) {
      return ledger
          .filter(
              member ->
                  went.members().containsKey(member.place())
                      && went.members().get(member.place()).repeated())
          .mapToLong(LedgerEntry::records)
          .sum();
    }
  }
}
