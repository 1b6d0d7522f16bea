package io.tributary.merge;

import io.tributary.core.command.Day;
import io.tributary.core.config.TableSpec;
import io.tributary.core.document.ArchiveManifest;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.ManifestKey;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.merge.plan.Delivery;
import io.tributary.merge.plan.ManifestReader;
import io.tributary.merge.plan.Parallel;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.publish.Seen;
import io.tributary.merge.slice.SliceTally;
import io.tributary.merge.spark.SparkRuntime;
import io.tributary.merge.spark.TableJobs;
import io.tributary.quality.contract.Contract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a rerun of a day changes with the partner file as it is now. Made before a rerun, it can say
 * what that would do, and afterwards what it did.
 */
public final class Replay {
  private static final int LOOKS_AT_ONCE = 16;

  private final Day day;
  private final SourceList list;
  private final Optional<Contract> contract;
  private final Set<String> chosen;
  private final Map<String, Published> before;
  private final List<Archive> archives;

  /** A table as it is published. */
  private record Published(String fingerprint, long rows, Map<String, Long> quarantined) {}

  /**
   * All that changes.
   *
   * @param partner whose day
   * @param date which day
   * @param archives that are extracted again
   * @param tables that are merged again, as far as that is known before the archives are extracted
   */
  public record Changes(
      String partner, LocalDate date, List<Archive> archives, List<Table> tables) {
    public Changes {
      archives = List.copyOf(archives);
      tables = List.copyOf(tables);
    }

    /** Records that leave quarantine. */
    public long back() {
      return tables.stream().mapToLong(Table::back).sum();
    }
  }

  /**
   * An archive that is extracted again.
   *
   * @param name of it
   * @param before why it was refused; empty when it was extracted
   * @param after why it is refused now; empty when it is extracted, or was not tried yet
   */
  public record Archive(String name, Optional<String> before, Optional<String> after) {}

  /**
   * A table that is merged again.
   *
   * @param table name
   * @param rowsBefore of the product
   * @param rowsAfter of the product
   * @param quarantinedBefore records by reason
   * @param quarantinedAfter records by reason
   */
  public record Table(
      String table,
      long rowsBefore,
      long rowsAfter,
      Map<String, Long> quarantinedBefore,
      Map<String, Long> quarantinedAfter) {
    public Table {
      quarantinedBefore = Collections.unmodifiableMap(new TreeMap<>(quarantinedBefore));
      quarantinedAfter = Collections.unmodifiableMap(new TreeMap<>(quarantinedAfter));
    }

    /** Records that leave quarantine. */
    public long back() {
      return Math.max(0, sum(quarantinedBefore) - sum(quarantinedAfter));
    }

    /** Records in quarantine. */
    public static long sum(Map<String, Long> reasons) {
      return reasons.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Looks at a day.
   *
   * @param tables to look at; none: all
   */
  public Replay(Day day, List<String> tables) {
    this.day = day;
    this.list = sources(day);
    this.contract = Contract.of(day.partner());
    this.archives = archives();
    this.before = published();
    this.chosen = new TreeSet<>(tables);
  }

  private static SourceList sources(Day day) {
    try {
      return Json.read(day.store(), day.layout().sources(), SourceList.class);
    } catch (ObjectMissingException e) {
      throw new ObjectMissingException(
          "no frozen source list " + day.layout().sources() + "; choose a --date that was merged",
          e);
    }
  }

  private List<Archive> archives() {
    List<Archive> again = new ArrayList<>();
    for (Optional<Archive> one :
        Parallel.<SourceList.Archive, Archive>map(
            LOOKS_AT_ONCE, list.archives(), (order, archive) -> extractedAgain(archive))) {
      one.ifPresent(again::add);
    }
    return again;
  }

  private Optional<Archive> extractedAgain(SourceList.Archive archive) {
    Optional<ArchiveManifest> manifest = manifest(archive.name());
    boolean fits =
        manifest
            .filter(found -> ManifestKey.fits(found, archive, day.partner(), day.date()))
            .isPresent();
    return fits
        ? Optional.empty()
        : Optional.of(new Archive(archive.name(), refusal(manifest), Optional.empty()));
  }

  private Optional<ArchiveManifest> manifest(String archive) {
    return Json.find(day.store(), day.layout().manifest(archive), ArchiveManifest.class);
  }

  private static Optional<String> refusal(Optional<ArchiveManifest> manifest) {
    return manifest.flatMap(ArchiveManifest::refusal).map(ArchiveManifest.Refusal::reason);
  }

  private Map<String, Published> published() {
    Set<String> names;
    try (Stream<String> folders = day.store().listNames(day.layout().merged())) {
      names = DayLayout.namesOf(folders, day.partner().tables().keySet());
    }
    Map<String, Published> published = new TreeMap<>();
    names.forEach(table -> published(table).ifPresent(found -> published.put(table, found)));
    return published;
  }

  private Optional<Published> published(String table) {
    return Json.find(day.store(), day.layout().success(table), PublicationMarker.class)
        .map(
            marker ->
                new Published(
                    marker.fingerprint(),
                    marker.rows(),
                    Json.find(day.store(), day.layout().metadata(table), TableMetadata.class)
                        .flatMap(TableMetadata::quarantined)
                        .orElse(Map.of())));
  }

  private boolean chosen(String table) {
    return chosen.isEmpty() || chosen.contains(table);
  }

  /** What a rerun would change. Tables are known only when no archive has to be extracted first. */
  public Changes preview() {
    if (!archives.isEmpty()) {
      return changes(archives, List.of());
    }
    Delivery delivery = new ManifestReader(day.store(), day.layout(), day.partner()).read(list);
    for (String table : chosen) {
      if (!delivery.has(table)) {
        throw new ConfigurationException(
            "--table "
                + table
                + ": the delivery of "
                + day.date()
                + " has "
                + String.join(", ", delivery.tables().keySet()));
      }
    }
    CleanedDay cleaned = CleanedDay.of(day.store(), day.layout());
    List<String> changed =
        delivery.tables().keySet().stream()
            .filter(this::chosen)
            .filter(table -> !upToDate(table, delivery, cleaned))
            .toList();
    if (changed.isEmpty()) {
      return changes(archives, List.of());
    }
    List<Table> tables = new ArrayList<>();
    try (SparkRuntime spark = SparkRuntime.local(day.partner())) {
      for (String table : changed) {
        tables.add(measured(table, delivery, spark));
      }
    }
    return changes(archives, tables);
  }

  private boolean upToDate(String table, Delivery delivery, CleanedDay cleaned) {
    String fingerprint = TablePlan.fingerprint(day, list, delivery, table, contract);
    return Seen.at(day.store(), day.layout(), table).is(fingerprint, cleaned);
  }

  /** Slices the table as merge does, and keeps nothing but the counts. */
  private Table measured(String table, Delivery delivery, SparkRuntime spark) {
    TablePlan plan = TablePlan.of(day, list, delivery, table, contract);
    StoredSegments.require(day, plan);
    TableSpec spec = day.partner().table(table);
    try (TableJobs jobs =
        new TableJobs(spark.session(table, spec.sessionSettings(), plan.rawBytes()), plan)) {
      if (jobs.decides()) {
        jobs.decideOnRepeatedRows();
      }
      SliceTally tally = new SliceTally(plan.job(), true);
      jobs.measure(result -> tally.add(result.tally()));
      return table(table, new Published("", tally.rows(), tally.reasons()));
    }
  }

  /** What a rerun changed. */
  public Changes result() {
    List<Archive> extracted =
        archives.stream()
            .map(
                archive ->
                    new Archive(
                        archive.name(), archive.before(), refusal(manifest(archive.name()))))
            .toList();
    List<Table> tables = new ArrayList<>();
    published()
        .forEach(
            (table, now) -> {
              String earlier = before.containsKey(table) ? before.get(table).fingerprint() : "";
              if (chosen(table) && !now.fingerprint().equals(earlier)) {
                tables.add(table(table, now));
              }
            });
    return changes(extracted, tables);
  }

  private Table table(String table, Published after) {
    Published earlier = before.getOrDefault(table, new Published("", 0, Map.of()));
    return new Table(
        table, earlier.rows(), after.rows(), earlier.quarantined(), after.quarantined());
  }

  private Changes changes(List<Archive> again, List<Table> tables) {
    return new Changes(day.partner().partner(), day.date(), again, tables);
  }
}
