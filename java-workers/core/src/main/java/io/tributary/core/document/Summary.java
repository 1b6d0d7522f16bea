package io.tributary.core.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code summary.json}: the day in numbers, for machines and for the page.
 *
 * @param version of this document's format
 * @param partner whose day
 * @param date which day
 * @param verdict the gravest of all
 * @param runId the run that wrote it
 * @param written when
 * @param archives of the delivery
 * @param members of the extracted archives
 * @param tables by name
 * @param stages by the name of the worker command
 * @param findings gravest first
 * @param refusals archives, and members of archives that were not
 * @param missing names that the marker lists and the source did not have
 * @param fingerprints of the tables that are published for this delivery, by name
 * @param published tables that were published since the last run's summary of this date, by name:
 *     one asset event each
 * @param report where the page lies
 * @param delivery when the delivery was complete; empty when no source list was frozen
 * @param changes what is new, going on and resolved since the day before
 * @param alerts who was told of the findings; empty when nobody is to be told
 * @param slos objectives of the last days and what became of them: {@code fresh}, {@code complete},
 *     {@code correct}
 */
public record Summary(
    int version,
    String partner,
    LocalDate date,
    Severity verdict,
    String runId,
    Instant written,
    Archives archives,
    Members members,
    Map<String, Table> tables,
    Map<String, Stage> stages,
    List<Finding> findings,
    List<Refusal> refusals,
    List<String> missing,
    Map<String, String> fingerprints,
    List<String> published,
    String report,
    Optional<Delivery> delivery,
    Changes changes,
    Optional<Alerts> alerts,
    Map<String, Slo> slos) {
  /** The present format. */
  public static final int VERSION = 1;

  public Summary {
    tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
    findings = List.copyOf(findings);
    refusals = List.copyOf(refusals);
    missing = List.copyOf(missing);
    fingerprints = Collections.unmodifiableMap(new TreeMap<>(fingerprints));
    published = List.copyOf(published);
    changes = changes == null ? Changes.NONE : changes;
    slos = slos == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(slos));
  }

  /** The same summary with what became of the objectives. */
  public Summary with(Map<String, Slo> levels) {
    return new Summary(
        version,
        partner,
        date,
        verdict,
        runId,
        written,
        archives,
        members,
        tables,
        stages,
        findings,
        refusals,
        missing,
        fingerprints,
        published,
        report,
        delivery,
        changes,
        alerts,
        levels);
  }

  /** A summary that says nothing of objectives. */
  public Summary(
      int version,
      String partner,
      LocalDate date,
      Severity verdict,
      String runId,
      Instant written,
      Archives archives,
      Members members,
      Map<String, Table> tables,
      Map<String, Stage> stages,
      List<Finding> findings,
      List<Refusal> refusals,
      List<String> missing,
      Map<String, String> fingerprints,
      List<String> published,
      String report,
      Optional<Delivery> delivery,
      Changes changes,
      Optional<Alerts> alerts) {
    this(
        version,
        partner,
        date,
        verdict,
        runId,
        written,
        archives,
        members,
        tables,
        stages,
        findings,
        refusals,
        missing,
        fingerprints,
        published,
        report,
        delivery,
        changes,
        alerts,
        Map.of());
  }

  /**
   * One objective over the last 28 days, this one among them.
   *
   * @param objective share of the days that has to be good, as a share of 1
   * @param days that are known
   * @param good how many of these were
   * @param budget days of these that may fail
   * @param budgetLeft days that may still fail; below zero when more did than may
   * @param enough whether enough days are known to say anything
   */
  public record Slo(
      double objective, int days, int good, double budget, double budgetLeft, boolean enough) {}

  /**
   * When the delivery was complete, against when it should have been.
   *
   * @param frozen when the list was frozen: the marker and all that it names were there
   * @param deadline of the partner file
   * @param lateMinutes after the deadline, rounded up; 0 when in time; empty when the list was
   *     frozen too long after the day to say, as in a backfill
   */
  public record Delivery(Instant frozen, Instant deadline, Optional<Long> lateMinutes) {}

  /**
   * The findings against those of the newest earlier day that has a summary; notes are left out.
   *
   * @param since that day; empty when there is none, and then everything is new
   * @param findings one for each table, column and rule, gravest first within their state
   */
  public record Changes(Optional<LocalDate> since, List<FindingState> findings) {
    /** Nothing was compared. */
    public static final Changes NONE = new Changes(Optional.empty(), List.of());

    public Changes {
      findings = List.copyOf(findings);
    }
  }

  /** The same day, with what is known after it was told of. */
  public Summary with(Severity itsVerdict, List<Finding> itsFindings, Optional<Alerts> itsAlerts) {
    return new Summary(
        version,
        partner,
        date,
        itsVerdict,
        runId,
        written,
        archives,
        members,
        tables,
        stages,
        itsFindings,
        refusals,
        missing,
        fingerprints,
        published,
        report,
        delivery,
        changes,
        itsAlerts,
        slos);
  }

  /**
   * Archives of the delivery: {@code listed} counts the missing ones too, so {@code listed =
   * extracted + refused + missing} plus those without a manifest yet; duplicates are extracted.
   */
  public record Archives(long listed, long extracted, long refused, long missing, long duplicate) {}

  /** Entries of the archives that were not refused. */
  public record Members(long extracted, long ignored, long refused) {}

  /**
   * One table of the day. Without a publication of this delivery the figures of the CSV are 0.
   *
   * @param members that count
   * @param delivered records, as extraction counted them
   * @param merged rows of the CSV
   * @param quarantined records
   * @param dropped records
   * @param bytes of the CSV
   * @param columns of the CSV
   * @param verdict of its rules; {@code error} when it was delivered and is not published
   * @param published whether the CSV belongs to this delivery
   */
  public record Table(
      long members,
      long delivered,
      long merged,
      long quarantined,
      long dropped,
      long bytes,
      int columns,
      Severity verdict,
      boolean published) {}

  /**
   * One stage of the run.
   *
   * @param seconds in which at least one of its instances ran
   * @param attempts of all its instances
   * @param failures attempts that failed or crashed
   * @param cpuSeconds of all attempts
   * @param peakMemoryBytes the largest
   * @param numbers sums of what the attempts counted
   */
  public record Stage(
      double seconds,
      int attempts,
      int failures,
      double cpuSeconds,
      long peakMemoryBytes,
      Map<String, Long> numbers) {
    public Stage {
      numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
    }
  }

  /**
   * What became of the alerts of one run of the summary.
   *
   * @param told findings of which at least one receiver was told now
   * @param resolved findings of an earlier run that are gone, and of which that was told now
   * @param undelivered receivers that could not be told
   */
  public record Alerts(int told, int resolved, List<Undelivered> undelivered) {
    public Alerts {
      undelivered = List.copyOf(undelivered);
    }
  }

  /**
   * A receiver that could not be told; the next run tries again.
   *
   * @param receiver by its place in the partner file
   * @param problem the last one
   * @param alerts how many wait for it
   */
  public record Undelivered(String receiver, String problem, int alerts) {}

  /** A refused archive, or a refused member of an archive that was not. */
  public record Refusal(String archive, Optional<String> member, String reason) {}
}
