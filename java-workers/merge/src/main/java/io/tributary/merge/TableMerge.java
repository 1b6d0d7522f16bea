package io.tributary.merge;

import io.tributary.alert.Alert;
import io.tributary.alert.Alerts;
import io.tributary.core.command.Day;
import io.tributary.core.config.TableSpec;
import io.tributary.core.document.Finding;
import io.tributary.core.document.Json;
import io.tributary.core.document.PublicationMarker;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.Severity;
import io.tributary.core.error.DataException;
import io.tributary.core.error.WorkerException;
import io.tributary.core.history.KnownAnomalies;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.publish.Hold;
import io.tributary.merge.publish.Publication;
import io.tributary.merge.publish.Seen;
import io.tributary.merge.publish.TableMeasures;
import io.tributary.merge.publish.TableMeasures.Judged;
import io.tributary.merge.publish.TableOutput;
import io.tributary.merge.rules.AskedBook;
import io.tributary.merge.rules.ContractQueries;
import io.tributary.merge.spark.SparkRuntime;
import io.tributary.merge.spark.TableJobs;
import io.tributary.quality.History;
import io.tributary.quality.Measurement;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges one table: finds what repeats, writes the parts, has them judged, publishes. */
final class TableMerge {
  private static final Logger LOG = LoggerFactory.getLogger(TableMerge.class);

  private final Day day;
  private final TablePlan plan;
  private final Seen seen;
  private final AskedBook asked;
  private final SparkRuntime spark;
  private final Alerts alerts;
  private final Supplier<ContractQueries> contract;
  private final TableSpec spec;
  private final History history;

  TableMerge(
      Day day,
      TablePlan plan,
      Seen seen,
      AskedBook asked,
      SparkRuntime spark,
      Alerts alerts,
      History history,
      Supplier<ContractQueries> contract) {
    this.day = day;
    this.plan = plan;
    this.seen = seen;
    this.asked = asked;
    this.spark = spark;
    this.alerts = alerts;
    this.contract = contract;
    this.spec = day.partner().table(plan.table());
    this.history = history;
  }

  /** Merges; false when the table's members have nothing that could be published. */
  boolean run() {
    if (plan.columns().isEmpty()) {
      LOG.warn(
          "table {} has {} members and not one header: there is nothing to publish",
          plan.table(),
          plan.members());
      return false;
    }
    try (TableJobs jobs =
            new TableJobs(
                spark.session(plan.table(), spec.sessionSettings(), plan.rawBytes()), plan);
        TableOutput output = new TableOutput(day.store(), day.layout(), plan, jobs);
        AskedBook book = asked;
        ContractQueries queries = contract.get()) {
      RepeatedRowCounts repeated = new RepeatedRowCounts(jobs, spec);
      output.write();
      Map<String, Measurement> measured = queries.ask(plan, jobs, book);
      TableMeasures measures =
          new TableMeasures(
              day, plan, output.tally(), repeated.of(output.tally()), measured, history);
      requireConservation(measures);
      Judged judged = measures.judged();
      judged.metadata().quality().findings().forEach(this::urgent);
      if (judged.hold()) {
        throw Hold.of(day, plan, seen, measured, judged.metadata());
      }
      Publication.Content content =
          new Publication.Content(
              output.csv(),
              output.tally().rows(),
              output.quarantine(),
              output.tally().quarantined(),
              Json.bytes(judged.metadata()),
              output.lineage(),
              plan.inputs(),
              plan.fingerprint());
      PublicationMarker marker =
          new Publication(day.store(), day.layout(), plan.table(), seen).publish(content);
      output.published();
      book.forget();
      account(marker, output);
      return true;
    }
  }

  private void requireConservation(TableMeasures measures) {
    try {
      measures.requireConservation();
    } catch (DataException e) {
      urgent(
          new Finding(
              Severity.CRITICAL,
              Optional.of(plan.table()),
              Optional.empty(),
              "conservation",
              e.getMessage(),
              "nothing is published",
              "delivered = merged + quarantined + dropped"));
      throw e;
    }
  }

  /** What is critical, or holds the table back, does not wait for the summary. */
  private void urgent(Finding finding) {
    boolean holds = finding.action() == RuleAction.HOLD && finding.severity() != Severity.OK;
    if ((holds || finding.severity() == Severity.CRITICAL) && !known(finding)) {
      alerts.raise(Alert.of(finding));
    }
  }

  private boolean known(Finding finding) {
    try {
      return new KnownAnomalies(day.store(), day.layout()).cover(finding);
    } catch (WorkerException e) {
      // Rather told in vain than a table without its data.
      LOG.warn("whether a finding is known could not be read: {}", e.getMessage());
      return false;
    }
  }

  private void account(PublicationMarker marker, TableOutput output) {
    day.numbers().add("rows", marker.rows());
    day.numbers().add("quarantined", marker.quarantinedRows());
    day.numbers().add("bytes-read", output.tally().bytesRead());
    day.numbers().add("bytes-written", marker.bytes() + marker.quarantineBytes());
    LOG.info(
        "published {}: {} rows, {} bytes in {} parts, {} quarantined, {} dropped",
        plan.table(),
        marker.rows(),
        marker.bytes(),
        marker.parts(),
        marker.quarantinedRows(),
        output.tally().dropped());
  }
}
