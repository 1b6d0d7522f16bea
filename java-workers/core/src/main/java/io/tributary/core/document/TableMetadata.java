package io.tributary.core.document;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code table_metadata.json}: what a published table is made of. A pure function of the delivery,
 * the configuration and the baseline: no times, no run names.
 *
 * @param version of this document's format
 * @param partner whose day
 * @param table name
 * @param date which day
 * @param rows of the CSV
 * @param counts the conservation equation
 * @param columns of the CSV, in order
 * @param drift against the baseline
 * @param checks of the contract, in its order
 * @param quality verdict and findings of the rules judged before publishing
 * @param quarantined records in quarantine by reason; empty in documents of an earlier version
 */
public record TableMetadata(
    int version,
    String partner,
    String table,
    LocalDate date,
    long rows,
    Counts counts,
    List<Column> columns,
    Drift drift,
    List<CheckCount> checks,
    Quality quality,
    Optional<Map<String, Long>> quarantined) {
  /** The present format. */
  public static final int VERSION = 1;

  /** A document that an earlier version wrote has no checks. */
  public TableMetadata {
    columns = List.copyOf(columns);
    checks = checks == null ? List.of() : List.copyOf(checks);
    quarantined = quarantined.map(reasons -> Collections.unmodifiableMap(new TreeMap<>(reasons)));
  }

  /** A table whose quarantine is not told by reason. */
  public TableMetadata(
      int version,
      String partner,
      String table,
      LocalDate date,
      long rows,
      Counts counts,
      List<Column> columns,
      Drift drift,
      List<CheckCount> checks,
      Quality quality) {
    this(
        version,
        partner,
        table,
        date,
        rows,
        counts,
        columns,
        drift,
        checks,
        quality,
        Optional.empty());
  }

  /**
   * Records of a table: {@code delivered = merged + quarantined + dropped}.
   *
   * @param archives with members of the table, duplicate archives not counted
   * @param members that count, repeated ones not counted
   * @param delivered as extraction counted the records of those members
   * @param merged as the merge wrote them
   * @param quarantined as the merge found them
   * @param dropped by a declared rule
   * @param duplicates rows equal to an earlier one; empty when not counted
   * @param collisions rows with an earlier one's key; empty when not counted
   * @param repeatedMembers members left out because name and bytes equal an earlier one's
   * @param repeatedRecords records of the repeated members: {@code delivered} and these are all
   *     that the archives hold
   * @param conflictingMembers members whose name equals an earlier one's while the bytes differ
   */
  public record Counts(
      long archives,
      long members,
      long delivered,
      long merged,
      long quarantined,
      long dropped,
      Optional<Long> duplicates,
      Optional<Long> collisions,
      long repeatedMembers,
      long repeatedRecords,
      long conflictingMembers) {
    /** Whether nothing was lost and nothing came from nowhere. */
    public boolean conserved() {
      return delivered == merged + quarantined + dropped;
    }
  }

  /**
   * One column of the CSV.
   *
   * @param name as written
   * @param origin where its place in the order comes from
   * @param members that have it
   * @param nulls rows in which it is NULL by {@code null-values} or absent
   * @param empties rows in which it is present and the empty field
   * @param types how the non-NULL values of the sampled rows look: {@code integer}, {@code
   *     decimal}, {@code boolean}, {@code date}, {@code timestamp}, {@code text}
   * @param sampled rows whose types were looked at
   * @param metrics of the values; empty when {@code quality.metrics} is off
   */
  public record Column(
      String name,
      Origin origin,
      long members,
      long nulls,
      long empties,
      Map<String, Long> types,
      long sampled,
      Optional<ColumnMetrics> metrics) {
    public Column {
      types = Collections.unmodifiableMap(new TreeMap<>(types));
    }

    /** A column of whose values nothing but their types was measured. */
    public Column(
        String name,
        Origin origin,
        long members,
        long nulls,
        long empties,
        Map<String, Long> types,
        long sampled) {
      this(name, origin, members, nulls, empties, types, sampled, Optional.empty());
    }
  }

  /** Where a column's place comes from. */
  public enum Origin {
    /** The partner file lists it. */
    PARTNER,
    /** The baseline has it. */
    BASELINE,
    /** New today. */
    NEW
  }

  /**
   * What changed in the headers since the baseline.
   *
   * @param baseline the day compared with; empty when there is none
   * @param changes one for each column and kind of change
   * @param reorderedMembers members whose known columns come in another order than the product's
   */
  public record Drift(Optional<LocalDate> baseline, List<Change> changes, long reorderedMembers) {
    public Drift {
      changes = List.copyOf(changes);
    }
  }

  /**
   * One change.
   *
   * @param kind what happened
   * @param column the product's name of it
   * @param delivered the name as delivered, where it differs
   * @param members that have it so
   * @param ofMembers of the table
   * @param archive of the first such member; empty for removed columns
   * @param member the first such; empty for removed columns
   */
  public record Change(
      Kind kind,
      String column,
      Optional<String> delivered,
      long members,
      long ofMembers,
      Optional<String> archive,
      Optional<String> member) {
    /** Kinds of change. */
    public enum Kind {
      /** Not in the baseline. */
      ADDED,
      /** In the baseline, in no member today. */
      REMOVED,
      /** In the baseline, in some members only. */
      PARTIAL,
      /** Written another way: case or spaces. */
      RENAMED
    }
  }

  /**
   * What the rules said before publishing.
   *
   * @param verdict the gravest severity found
   * @param findings in the order of the rules
   */
  public record Quality(Severity verdict, List<Finding> findings) {
    public Quality {
      findings = List.copyOf(findings);
    }
  }
}
