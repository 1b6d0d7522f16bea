package io.tributary.report;

import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.RefusalReason;
import io.tributary.core.document.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Counts a delivery from its manifests, in one pass in byte order of the archives' names. It keeps
 * sums, the hash of every archive, and what has to be named; no manifest.
 */
final class DeliveryTally implements Consumer<ListedArchive> {
  /** Refused members that are named; more are counted. */
  private static final int NAMED_MEMBERS = 10_000;

  private final Map<String, String> firstBySha256 = new HashMap<>();
  private final NavigableMap<String, String> duplicates = new TreeMap<>();
  private final NavigableMap<String, TableTally> tables = new TreeMap<>();
  private final NavigableMap<String, String> withoutManifest = new TreeMap<>();
  private final NavigableMap<String, List<ArchiveManifest.LooseEnd>> looseEnds = new TreeMap<>();
  private final List<Summary.Refusal> refusedArchives = new ArrayList<>();
  private final List<Summary.Refusal> refusedMembers = new ArrayList<>();
  private long extracted;
  private long membersExtracted;
  private long membersIgnored;
  private long membersRefused;
  private long unsafeTableNames;

  @Override
  public void accept(ListedArchive listed) {
    if (listed.manifest().isEmpty()) {
      withoutManifest.put(listed.name(), listed.problem().orElse("it has no manifest"));
      return;
    }
    ArchiveManifest manifest = listed.manifest().get();
    if (!manifest.extracted()) {
      refusedArchives.add(
          new Summary.Refusal(
              listed.name(), Optional.empty(), manifest.refusal().orElseThrow().reason()));
      return;
    }
    extracted++;
    if (!manifest.looseEnds().isEmpty()) {
      looseEnds.put(listed.name(), manifest.looseEnds());
    }
    String sha256 = manifest.sha256().orElseThrow();
    String first = firstBySha256.putIfAbsent(sha256, listed.name());
    if (first != null) {
      duplicates.put(listed.name(), first);
      return;
    }
    addMembers(manifest);
    Set<String> withHeader = new HashSet<>();
    manifest.segments().forEach(segment -> withHeader.add(segment.table()));
    for (ArchiveManifest.TableEntry entry : manifest.tables()) {
      tables
          .computeIfAbsent(entry.table(), TableTally::new)
          .add(listed.name(), sha256, entry, withHeader.contains(entry.table()));
    }
  }

  private void addMembers(ArchiveManifest manifest) {
    membersExtracted += manifest.members().extracted();
    membersIgnored += manifest.members().ignored();
    membersRefused += manifest.members().refused();
    for (ArchiveManifest.Refusal refusal : manifest.refusedMembers()) {
      if (refusal.reason().equals(RefusalReason.UNSAFE_TABLE_NAME.code())) {
        unsafeTableNames++;
      }
      if (refusedMembers.size() < NAMED_MEMBERS) {
        refusedMembers.add(
            new Summary.Refusal(manifest.archive().name(), refusal.member(), refusal.reason()));
      }
    }
  }

  /** By name; tables of which refused or duplicate archives alone have members are not there. */
  NavigableMap<String, TableTally> tables() {
    return tables;
  }

  /** What was delivered of a table, which may be nothing. */
  TableTally table(String table) {
    return tables.getOrDefault(table, new TableTally(table));
  }

  /** Archives of the list that are not extracted, and why. */
  NavigableMap<String, String> withoutManifest() {
    return withoutManifest;
  }

  /** Archives whose bytes an earlier name has too, and that name. */
  NavigableMap<String, String> duplicates() {
    return duplicates;
  }

  /** Archives that count although something is loose at their end. */
  NavigableMap<String, List<ArchiveManifest.LooseEnd>> looseEnds() {
    return looseEnds;
  }

  long extracted() {
    return extracted;
  }

  List<Summary.Refusal> refusedArchives() {
    return refusedArchives;
  }

  /** All refused archives, then refused members of the others, up to a limit. */
  List<Summary.Refusal> refusals() {
    List<Summary.Refusal> all = new ArrayList<>(refusedArchives);
    all.addAll(refusedMembers);
    return all;
  }

  /** Refused members of tables that no table of ours may be called. */
  long unsafeTableNames() {
    return unsafeTableNames;
  }

  /** Entries of the archives that count. */
  Summary.Members members() {
    return new Summary.Members(membersExtracted, membersIgnored, membersRefused);
  }
}
