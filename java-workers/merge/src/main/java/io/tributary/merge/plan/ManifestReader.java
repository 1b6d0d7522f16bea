package io.tributary.merge.plan;

import io.tributary.core.config.PartnerSpec;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.ManifestKey;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.segment.SegmentContent;
import io.tributary.core.store.ObjectStore;
import io.tributary.merge.plan.TableShare.SegmentShare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Reads the manifests of the frozen list, many at once, and keeps of each only what planning needs.
 */
public final class ManifestReader {
  private static final int AT_ONCE = 16;
  private static final int NAMED = 3;

  private final ObjectStore store;
  private final DayLayout layout;
  private final PartnerSpec partner;
  private final Map<HeaderVariant, HeaderVariant> headers = new ConcurrentHashMap<>();

  public ManifestReader(ObjectStore store, DayLayout layout, PartnerSpec partner) {
    this.store = store;
    this.layout = layout;
    this.partner = partner;
  }

  /** An archive as its manifest tells of it; empty hash when it was refused. */
  private record Read(
      Optional<String> sha256, long refusedMembers, Map<String, TableShare> tables) {}

  /**
   * Reads them all.
   *
   * @throws TemporaryException when an archive has no manifest, or one of another list or of other
   *     settings
   */
  public Delivery read(SourceList list) {
    List<SourceList.Archive> archives = list.archives().stream().sorted().toList();
    Optional<Read>[] read =
        Parallel.map(AT_ONCE, archives, (order, archive) -> read(order, archive));
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < read.length; i++) {
      if (read[i].isEmpty()) {
        missing.add(archives.get(i).name());
      }
    }
    if (!missing.isEmpty()) {
      throw notExtracted(missing, list);
    }
    return delivery(read);
  }

  private Optional<Read> read(int order, SourceList.Archive archive) {
    Optional<ArchiveManifest> found =
        Json.find(store, layout.manifest(archive.name()), ArchiveManifest.class);
    return found
        .filter(manifest -> ManifestKey.fits(manifest, archive, partner, layout.date()))
        .map(
            manifest ->
                new Read(hash(manifest), manifest.members().refused(), shares(order, manifest)));
  }

  private static Optional<String> hash(ArchiveManifest manifest) {
    return manifest.extracted() ? manifest.sha256() : Optional.empty();
  }

  private Map<String, TableShare> shares(int order, ArchiveManifest manifest) {
    Map<String, TableShare> shares = new HashMap<>();
    if (!manifest.extracted()) {
      return shares;
    }
    Map<String, List<SegmentShare>> segments = new HashMap<>();
    for (int i = 0; i < manifest.segments().size(); i++) {
      ArchiveManifest.Segment segment = manifest.segments().get(i);
      segments.computeIfAbsent(segment.table(), unused -> new ArrayList<>()).add(share(i, segment));
    }
    for (ArchiveManifest.TableEntry entry : manifest.tables()) {
      shares.put(
          entry.table(),
          new TableShare(
              manifest.archive().name(),
              order,
              manifest.sha256().orElseThrow(),
              entry,
              List.copyOf(segments.getOrDefault(entry.table(), List.of()))));
    }
    return shares;
  }

  private SegmentShare share(int index, ArchiveManifest.Segment segment) {
    HeaderVariant header = HeaderVariant.of(segment);
    HeaderVariant known = headers.putIfAbsent(header, header);
    return new SegmentShare(
        index,
        segment.path(),
        known == null ? header : known,
        SegmentContent.of(segment),
        segment.splits().stream().mapToLong(ArchiveManifest.Split::place).toArray(),
        segment.splits().stream().mapToLong(ArchiveManifest.Split::offset).toArray());
  }

  private static Delivery delivery(Optional<Read>[] archives) {
    SortedMap<String, List<TableShare>> tables = new TreeMap<>();
    Set<String> hashes = new HashSet<>();
    int counting = 0;
    int duplicates = 0;
    int refused = 0;
    long refusedMembers = 0;
    for (Optional<Read> archive : archives) {
      Optional<String> sha256 = archive.orElseThrow().sha256();
      if (sha256.isEmpty()) {
        refused++;
      } else if (!hashes.add(sha256.get())) {
        duplicates++;
      } else {
        counting++;
        refusedMembers += archive.get().refusedMembers();
        archive
            .get()
            .tables()
            .forEach(
                (table, share) ->
                    tables.computeIfAbsent(table, unused -> new ArrayList<>()).add(share));
      }
    }
    return new Delivery(counting, duplicates, refused, refusedMembers, tables);
  }

  private TemporaryException notExtracted(List<String> missing, SourceList list) {
    String names = missing.stream().limit(NAMED).collect(Collectors.joining(", "));
    String more = missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "";
    return new TemporaryException(
        "not extracted: "
            + names
            + more
            + " of revision "
            + list.revision()
            + " of "
            + layout.sources()
            + "; run extract, then merge again");
  }
}
