package io.tributary.merge.publish;

import io.tributary.core.command.Day;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.store.Location;
import io.tributary.merge.plan.ProductColumn;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.slice.ColumnCounters;
import io.tributary.merge.slice.Sha256;
import io.tributary.merge.slice.SliceTally;
import io.tributary.merge.slice.SliceTally.VariantTally;
import io.tributary.merge.slice.ValueType;
import io.tributary.quality.History;
import io.tributary.quality.Judgement;
import io.tributary.quality.Measurement;
import io.tributary.quality.QualityJudge;
import io.tributary.quality.TableFacts;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns what tasks counted into {@code table_metadata.json}, and has it judged. */
public final class TableMeasures {
  private final Day day;
  private final TablePlan plan;
  private final SliceTally tally;
  private final TableMetadata.Counts counts;
  private final Map<String, Measurement> measured;
  private final History history;

  /**
   * Measures of a table that was written.
   *
   * @param repeated duplicates and collisions; empty when they were not counted
   * @param measured what the contract's queries gave, by the rule's identity
   * @param history that the table is judged by
   */
  public TableMeasures(
      Day day,
      TablePlan plan,
      SliceTally tally,
      Optional<Repeated> repeated,
      Map<String, Measurement> measured,
      History history) {
    this.day = day;
    this.plan = plan;
    this.tally = tally;
    this.measured = measured;
    this.history = history;
    this.counts =
        new TableMetadata.Counts(
            plan.archives(),
            tally.members(),
            tally.delivered(),
            tally.rows(),
            tally.quarantined(),
            tally.dropped(),
            repeated.map(Repeated::duplicates),
            repeated.map(Repeated::collisions),
            tally.repeatedMembers(),
            tally.repeatedRecords(),
            tally.conflictingMembers());
  }

  /** Rows that come again. */
  public record Repeated(long duplicates, long collisions) {}

  /**
   * The promise of conservation: what manifests count is what was merged, quarantined and dropped.
   *
   * @throws DataException when it does not hold
   */
  public void requireConservation() {
    boolean allMembers = plan.members() == tally.members() + tally.repeatedMembers();
    boolean allRecords = plan.records() == tally.delivered() + tally.repeatedRecords();
    if (!counts.conserved() || !allMembers || !allRecords) {
      throw new DataException(
          "table "
              + plan.table()
              + ": "
              + plan.records()
              + " records in "
              + plan.members()
              + " members were extracted, but "
              + counts.merged()
              + " merged + "
              + counts.quarantined()
              + " quarantined + "
              + counts.dropped()
              + " dropped + "
              + counts.repeatedRecords()
              + " repeated in "
              + (counts.members() + counts.repeatedMembers())
              + " members; nothing is published, report this");
    }
  }

  /**
   * The document, judged.
   *
   * @param metadata with the findings
   * @param hold whether a rule holds the table back
   */
  public record Judged(TableMetadata metadata, boolean hold) {}

  /** Has everything judged. */
  public Judged judged() {
    HeaderDrift headers = new HeaderDrift(plan, tally);
    List<TableMetadata.Column> columns = columns(headers);
    TableMetadata.Drift drift = headers.drift();
    TableFacts facts =
        new TableFacts(
            plan.table(),
            TableFacts.listed(day.partner(), plan.table()),
            counts,
            columns,
            drift,
            tally.reasons(),
            baseline(),
            tally.samples(),
            tally.checks().counts(),
            with(measured),
            history);
    Judgement judgement =
        QualityJudge.of(day.partner().quality(plan.table()), plan.contract()).judge(facts);
    TableMetadata metadata =
        new TableMetadata(
            TableMetadata.VERSION,
            day.partner().partner(),
            plan.table(),
            day.date(),
            counts.merged(),
            counts,
            columns,
            drift,
            tally.checks().counts(),
            judgement.quality(),
            Optional.of(tally.reasons()));
    return new Judged(metadata, judgement.hold());
  }

  /** What was asked of the rows, and the checks of values that cannot say anything. */
  private Map<String, Measurement> with(Map<String, Measurement> measured) {
    Map<String, Measurement> all = new TreeMap<>(measured);
    tally.checks().failures().forEach((check, why) -> all.put(check, Measurement.failed(why)));
    return all;
  }

  private List<TableMetadata.Column> columns(HeaderDrift headers) {
    ColumnCounters counters = tally.columns();
    List<TableMetadata.Column> columns = new ArrayList<>();
    for (int i = 0; i < plan.columns().size(); i++) {
      ProductColumn column = plan.columns().get(i);
      columns.add(
          new TableMetadata.Column(
              column.name(),
              column.origin(),
              headers.having(i).map(VariantTally::members).orElse(0L),
              counters.nulls(i),
              counters.empties(i),
              types(counters, i),
              counters.sampled(),
              counters.metrics(i)));
    }
    return columns;
  }

  private static Map<String, Long> types(ColumnCounters counters, int column) {
    Map<String, Long> types = new TreeMap<>();
    for (ValueType type : ValueType.values()) {
      if (counters.types(column, type) > 0) {
        types.put(type.code(), counters.types(column, type));
      }
    }
    return types;
  }

  /** What the baseline day published, if it still is what the source list recorded. */
  private Optional<TableMetadata> baseline() {
    return plan.baseline().flatMap(this::baseline);
  }

  private Optional<TableMetadata> baseline(SourceList.Baseline recorded) {
    Location location = day.layout().on(recorded.date()).metadata(plan.table());
    try {
      byte[] bytes = Json.readBytes(day.store(), location);
      String sha256 = HexFormat.of().formatHex(Sha256.digest().digest(bytes));
      return sha256.equals(recorded.sha256())
          ? Optional.of(Json.parse(bytes, TableMetadata.class, location))
          : Optional.empty();
    } catch (ObjectMissingException e) {
      return Optional.empty();
    }
  }
}
