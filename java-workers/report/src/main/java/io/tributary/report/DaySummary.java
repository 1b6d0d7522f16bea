package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.Finding;
import io.tributary.core.document.FindingState;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.RunRecord;
import io.tributary.core.document.Severity;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.Summary;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.DataException;
import io.tributary.core.history.KnownAnomalies;
import io.tributary.core.history.Metric;
import io.tributary.quality.CommonCause;
import io.tributary.quality.contract.Contract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads what the day's tasks left and makes the summary of it, whatever is missing. */
final class DaySummary {
  static final Comparator<Finding> GRAVEST_FIRST =
      Comparator.comparing(Finding::severity, Comparator.reverseOrder());

  private final Day day;
  private final Instant now;
  private final DeliveryFindings ofDelivery;
  private final KnownAnomalies known;
  private final List<Finding> findings = new ArrayList<>();

  DaySummary(Day day, Instant now) {
    this.day = day;
    this.now = now;
    this.ofDelivery = new DeliveryFindings(day.partner());
    this.known = new KnownAnomalies(day.store(), day.layout());
  }

  DayReport read() {
    Optional<SourceList> sources = sources();
    Optional<Contract> contract = contract();
    DeliveryTally tally = new DeliveryTally();
    sources.ifPresent(list -> new ManifestReader(day).forEach(list.archives(), tally));
    sources.ifPresentOrElse(list -> ofDelivery.delivery(list, tally), ofDelivery::noSourceList);
    Map<String, Summary.Stage> stages = stages();
    findings.addAll(ofDelivery.findings());
    Summary.Archives archives = DeliveryFindings.archives(sources, tally);
    sources.ifPresent(list -> findings.addAll(new DayTrends(day, list).findings(archives, stages)));

    ExpectedTables expected =
        new ExpectedTables(day, sources, contract, tally.tables()::containsKey);
    List<PublishedTable> published = PublishedTable.all(day, tally, expected.names());
    Map<String, Summary.Table> tables = tables(published, tally, expected);
    findings.sort(GRAVEST_FIRST);
    Severity verdict = findings.stream().map(Finding::severity).reduce(Severity.OK, Severity::or);
    PartnerDays days = PartnerDays.around(day);
    Summary.Changes changes = changes(days, published);
    Publications publications = Publications.since(previous(), day.identity().runId(), published);
    Summary summary =
        new Summary(
            Summary.VERSION,
            day.partner().partner(),
            day.date(),
            verdict,
            day.identity().runId(),
            now,
            archives,
            tally.members(),
            tables,
            stages,
            findings,
            tally.refusals(),
            sources.map(SourceList::missing).orElse(List.of()),
            publications.fingerprints(),
            publications.published(),
            day.layout().report("report.html").toString(),
            sources.map(ofDelivery::delivery),
            changes,
            Optional.empty());
    ServiceLevels levels = new ServiceLevels(day);
    Map<Metric, Boolean> good = levels.of(summary);
    return new DayReport(
        summary.with(levels.levels(good)), day.partner(), sources, tally, published, days, good);
  }

  /** The tables' lines; what many of them have in common becomes a finding on the day. */
  private Map<String, Summary.Table> tables(
      List<PublishedTable> published, DeliveryTally tally, ExpectedTables expected) {
    List<TableSummary> lines = new ArrayList<>();
    for (PublishedTable table : published) {
      lines.add(new TableSummary(table, tally.table(table.table()), expected.why(table.table())));
    }
    // What somebody accepted of a table is explained, and not by the others.
    Map<Boolean, List<Finding>> accepted =
        lines.stream()
            .flatMap(line -> line.findings().stream())
            .collect(Collectors.partitioningBy(known::cover));
    List<Finding> ofTables =
        new ArrayList<>(
            CommonCause.fold(
                accepted.get(false), (int) lines.stream().filter(TableSummary::judged).count()));
    ofTables.addAll(accepted.get(true));
    findings.addAll(ofTables);
    Map<String, Summary.Table> tables = new TreeMap<>();
    lines.forEach(line -> tables.put(line.table(), line.line(ofTables)));
    return tables;
  }

  private Summary.Changes changes(PartnerDays days, List<PublishedTable> tables) {
    Map<String, PublishedTable> byName =
        tables.stream().collect(Collectors.toMap(PublishedTable::table, table -> table));
    return new FindingStates(
            day.date(), days.before(day.date()), known::cover, old -> judged(old, byName))
        .of(findings);
  }

  /** Whether there was anything today of what a finding was about. */
  private static boolean judged(FindingState old, Map<String, PublishedTable> tables) {
    Optional<PublishedTable> table = old.table().map(tables::get);
    return old.table().isEmpty()
        || (table.isPresent()
            && old.column().map(table.get()::judged).orElseGet(table.get()::judged));
  }

  private Optional<Contract> contract() {
    try {
      Optional<Contract> contract = Contract.of(day.partner());
      contract.ifPresent(said -> ofDelivery.contract(said.dayRules()));
      return contract;
    } catch (ConfigurationException e) {
      ofDelivery.noContract(e);
      return Optional.empty();
    }
  }

  private Optional<SourceList> sources() {
    try {
      return Json.find(day.store(), day.layout().sources(), SourceList.class);
    } catch (DataException e) {
      findings.add(
          new Finding(
              Severity.ERROR,
              Optional.empty(),
              Optional.empty(),
              "unreadable-document",
              e.getMessage(),
              "not readable",
              "a source list"));
      return Optional.empty();
    }
  }

  /** What the last summary of the date said; one that cannot be read said nothing. */
  private Optional<Summary> previous() {
    try {
      return Json.find(day.store(), day.layout().report("summary.json"), Summary.class);
    } catch (DataException e) {
      return Optional.empty();
    }
  }

  private Map<String, Summary.Stage> stages() {
    Map<String, Summary.Stage> stages = new LinkedHashMap<>();
    for (RunRecords stage : RunRecords.read(day)) {
      StageFigures figures = new StageFigures(stage, day.identity(), now);
      Summary.Stage made = figures.figures();
      stages.put(stage.stage(), made);
      List<RunRecord> unhealed = figures.unhealed();
      unhealed.forEach(record -> ofDelivery.unhealed(stage.stage(), record));
      if (made.failures() > unhealed.size()) {
        ofDelivery.healed(stage.stage(), made.failures() - unhealed.size());
      }
    }
    return stages;
  }

  /**
   * Which publications are news.
   *
   * @param fingerprints of what is published now, by table
   * @param published tables that this run published anew, by name
   */
  record Publications(Map<String, String> fingerprints, List<String> published) {
    /**
     * Compares what is published with what the last summary of the date told. That way a table is
     * told of once, also when the merge that published it crashed afterwards or had no summary; a
     * summary that is done again in the same run tells again.
     */
    static Publications since(
        Optional<Summary> previous, String runId, List<PublishedTable> tables) {
      Map<String, String> before = previous.map(Summary::fingerprints).orElse(Map.of());
      List<String> toldInThisRun =
          previous
              .filter(summary -> summary.runId().equals(runId))
              .map(Summary::published)
              .orElse(List.of());
      Map<String, String> fingerprints = new TreeMap<>();
      List<String> published = new ArrayList<>();
      for (PublishedTable table : tables) {
        if (table.published()) {
          PublicationMarker marker = table.marker().orElseThrow();
          fingerprints.put(table.table(), marker.fingerprint());
          boolean news = !marker.fingerprint().equals(before.get(table.table()));
          if (news || toldInThisRun.contains(table.table())) {
            published.add(table.table());
          }
        }
      }
      return new Publications(fingerprints, published);
    }
  }
}
