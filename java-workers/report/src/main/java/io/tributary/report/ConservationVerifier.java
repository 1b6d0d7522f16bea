package io.tributary.report;

import io.tributary.core.config.TableSpec;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.Figures;
import io.tributary.core.document.LedgerEntry;
import io.tributary.core.document.LineageEntry;
import io.tributary.core.document.MemberLedger;
import io.tributary.core.document.TableMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Proves the conservation equation of a table: for the table as a whole from the manifests, archive
 * by archive from the lineage, and, where merge says that members came twice, from the ledgers.
 */
final class ConservationVerifier {
  private final TableCheck check;
  private long rows;
  private long quarantined;
  private long dropped;

  private ConservationVerifier(TableCheck check) {
    this.check = check;
  }

  static void verify(TableCheck check) {
    Conservation.gaps(check.tally(), check.marker(), check.metadata()).forEach(check::fail);
    ConservationVerifier verifier = new ConservationVerifier(check);
    verifier.declared();
    verifier.repeated();
    verifier.archives();
  }

  /** Only a declared rule may drop. */
  private void declared() {
    TableSpec spec = check.day().partner().table(check.table());
    boolean declared =
        spec.onDuplicate() == TableSpec.RowPolicy.DROP
            || spec.onCollision() == TableSpec.RowPolicy.DROP;
    long count = check.metadata().counts().dropped();
    if (count > 0 && !declared) {
      check.fail(
          Figures.count(count, "record was", "records were")
              + " dropped although no rule of the partner file drops any");
    }
  }

  private void repeated() {
    TableMetadata.Counts counts = check.metadata().counts();
    if (counts.repeatedMembers() == 0 && counts.repeatedRecords() == 0) {
      return;
    }
    RepeatedMembers found = RepeatedMembers.count(check.day(), check.archives());
    check.equal("the number of repeated members", counts.repeatedMembers(), found.members());
    check.equal("the records of repeated members", counts.repeatedRecords(), found.records());
  }

  private void archives() {
    List<String> seen = new ArrayList<>();
    try (Stream<LineageEntry> lineage = Lineage.read(check.day(), check.table())) {
      lineage.forEachOrdered(
          entry -> {
            seen.add(entry.archive());
            archive(entry);
          });
    }
    List<String> expected =
        check.archives().entrySet().stream()
            .filter(archive -> archive.getValue().records() > 0)
            .map(Map.Entry::getKey)
            .toList();
    // Archives without a record may be named or not.
    seen.removeIf(
        archive ->
            check.archives().containsKey(archive) && check.archives().get(archive).records() == 0);
    if (!seen.equals(expected)) {
      check.fail("the lineage does not name the archives of the delivery, in their order");
    }
    TableMetadata.Counts counts = check.metadata().counts();
    check.equal("the number of rows in the lineage", rows, counts.merged());
    check.equal("the number of quarantined in the lineage", quarantined, counts.quarantined());
    check.equal("the number of dropped in the lineage", dropped, counts.dropped());
  }

  private void archive(LineageEntry entry) {
    ArchiveManifest.TableEntry share = check.archives().get(entry.archive());
    if (share == null) {
      return;
    }
    check.equal("the first row of " + entry.archive(), entry.firstRow(), rows + 1);
    long aside = 0;
    Set<Long> repeated = new TreeSet<>();
    for (var member : entry.members().entrySet()) {
      quarantined += member.getValue().quarantined();
      dropped += member.getValue().dropped();
      aside += member.getValue().quarantined() + member.getValue().dropped();
      if (member.getValue().repeated()) {
        repeated.add(member.getKey());
      }
    }
    rows += entry.rows();
    long accounted = entry.rows() + aside + recordsOf(entry.archive(), share, repeated);
    if (accounted != share.records()) {
      check.fail(
          entry.archive()
              + " delivered "
              + Figures.count(share.records(), "record", "records")
              + ", "
              + Figures.count(accounted)
              + " are accounted for");
    }
  }

  private long recordsOf(String archive, ArchiveManifest.TableEntry share, Set<Long> places) {
    if (places.isEmpty()) {
      return 0;
    }
    try (Stream<LedgerEntry> ledger =
        MemberLedger.read(check.day().store(), check.day().layout().ledger(archive), share)) {
      return ledger
          .filter(member -> places.contains(member.place()))
          .mapToLong(LedgerEntry::records)
          .sum();
    }
  }
}
