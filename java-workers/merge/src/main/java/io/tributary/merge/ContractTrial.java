package io.tributary.merge;

import io.tributary.core.command.Day;
import io.tributary.core.config.TableSpec;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.merge.plan.Delivery;
import io.tributary.merge.plan.ManifestReader;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.publish.TableMeasures;
import io.tributary.merge.rules.AskedBook;
import io.tributary.merge.rules.ContractQueries;
import io.tributary.merge.slice.SliceTally;
import io.tributary.merge.spark.SparkRuntime;
import io.tributary.merge.spark.TableJobs;
import io.tributary.quality.History;
import io.tributary.quality.Measurement;
import io.tributary.quality.contract.Contract;
import io.tributary.quality.history.RecordedHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Judges tables of a day as merge would with some contract, and keeps nothing. */
final class ContractTrial {
  private final Day day;
  private final Contract contract;
  private final SparkRuntime spark;
  private final SourceList list;
  private final Delivery delivery;

  ContractTrial(Day day, Contract contract, SparkRuntime spark) {
    this.day = day;
    this.contract = contract;
    this.spark = spark;
    this.list = sources();
    this.delivery = new ManifestReader(day.store(), day.layout(), day.partner()).read(list);
  }

  private SourceList sources() {
    try {
      return Json.read(day.store(), day.layout().sources(), SourceList.class);
    } catch (ObjectMissingException e) {
      throw new ObjectMissingException(
          "no frozen source list "
              + day.layout().sources()
              + "; choose a --date that was extracted and merged",
          e);
    }
  }

  Contract contract() {
    return contract;
  }

  /**
   * The tables to try.
   *
   * @param chosen by the user; none: all of the contract that were delivered
   */
  List<String> tables(List<String> chosen) {
    for (String table : chosen) {
      if (contract.table(table).isEmpty()) {
        throw new ConfigurationException(
            contract.file()
                + " says nothing of table "
                + table
                + "; it has "
                + String.join(", ", contract.tables().keySet()));
      }
      if (!delivery.has(table)) {
        throw new DataException("table " + table + " is not in the delivery of " + day.date());
      }
    }
    return chosen.isEmpty()
        ? contract.tables().keySet().stream().filter(delivery::has).toList()
        : List.copyOf(new TreeSet<>(chosen));
  }

  /** Tries one table. */
  TrialReport of(String table) {
    TablePlan plan = TablePlan.of(day, list, delivery, table, Optional.of(contract));
    StoredSegments.require(day, plan);
    TableSpec spec = day.partner().table(table);
    try (TableJobs jobs =
            new TableJobs(spark.session(table, spec.sessionSettings(), plan.rawBytes()), plan);
        ContractQueries queries =
            new ContractQueries(day, list, delivery, Optional.of(contract), spark)) {
      RepeatedRowCounts repeated = new RepeatedRowCounts(jobs, spec);
      SliceTally tally = new SliceTally(plan.job(), true);
      jobs.measure(result -> tally.add(result.tally()));
      History history = RecordedHistory.of(day.store(), day.layout(), list, table::equals);
      Map<String, Measurement> measured = queries.ask(plan, jobs, AskedBook.unwritten(day, table));
      TableMeasures measures =
          new TableMeasures(day, plan, tally, repeated.of(tally), measured, history);
      measures.requireConservation();
      return new TrialReport(contract.table(table).orElseThrow(), measures.judged().metadata());
    }
  }
}
