package io.tributary.core.document;

import io.tributary.core.store.NameOrder;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code sources.json}: the frozen list of what the source holds for a day. Extraction works from
 * it alone and never lists again.
 *
 * @param version of this document's format
 * @param partner whose day
 * @param date which day
 * @param revision 1 for the first list of the day; one more whenever another listing replaced it
 * @param frozenAt when this revision was frozen
 * @param source the delivery's address, without secrets
 * @param marker the marker's name, if the delivery has one
 * @param archives what was there, in byte order of the names
 * @param missing names that the marker lists and the source did not have by the give-up time
 * @param baseline for each table published on an earlier day: its columns there; chosen when the
 *     date's first list was frozen, never again
 * @param history metrics files of earlier days, oldest first, {@code {date}/{file}} below {@code
 *     history/metrics}: the newest of each day, as known when the date's first list was frozen
 * @param acceptances ids of the known anomalies of those days, as known then
 */
public record SourceList(
    int version,
    String partner,
    LocalDate date,
    int revision,
    Instant frozenAt,
    String source,
    Optional<String> marker,
    List<Archive> archives,
    List<String> missing,
    Map<String, Baseline> baseline,
    List<String> history,
    List<String> acceptances) {
  /** The present format. */
  public static final int VERSION = 1;

  /** A document that an earlier version wrote has no history. */
  public SourceList {
    archives = List.copyOf(archives);
    missing = List.copyOf(missing);
    baseline = Collections.unmodifiableMap(new TreeMap<>(baseline));
    history = history == null ? List.of() : List.copyOf(history);
    acceptances = acceptances == null ? List.of() : List.copyOf(acceptances);
  }

  /** A list of a partner without history. */
  public SourceList(
      int version,
      String partner,
      LocalDate date,
      int revision,
      Instant frozenAt,
      String source,
      Optional<String> marker,
      List<Archive> archives,
      List<String> missing,
      Map<String, Baseline> baseline) {
    this(
        version, partner, date, revision, frozenAt, source, marker, archives, missing, baseline,
        List.of(), List.of());
  }

  /**
   * One archive as listed.
   *
   * @param name file name, without folders
   * @param size compressed bytes
   * @param modified when the source says that it was last written
   * @param sha256 what the marker says of its bytes, in lower-case hexadecimal
   * @param listedSize what the marker says of its size, in bytes
   */
  public record Archive(
      String name, long size, Instant modified, Optional<String> sha256, Optional<Long> listedSize)
      implements Comparable<Archive> {
    /** Byte order of the UTF-8 names. */
    @Override
    public int compareTo(Archive other) {
      return NameOrder.BYTES.compare(name, other.name);
    }
  }

  /**
   * The columns of a table as published before.
   *
   * @param date the newest earlier day that has the table published
   * @param sha256 of that day's {@code table_metadata.json}
   * @param columns names in order, so that nothing has to be read again
   */
  public record Baseline(LocalDate date, String sha256, List<String> columns)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    public Baseline {
      columns = List.copyOf(columns);
    }
  }
}
