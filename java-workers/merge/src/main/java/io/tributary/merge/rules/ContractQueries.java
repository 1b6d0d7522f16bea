package io.tributary.merge.rules;

import io.tributary.core.command.Day;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.ConfigurationException;
import io.tributary.merge.plan.Delivery;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.spark.SparkRuntime;
import io.tributary.merge.spark.TableJobs;
import io.tributary.quality.Measurement;
import io.tributary.quality.contract.Contract;
import io.tributary.quality.contract.ReferenceQuery;
import io.tributary.quality.contract.SqlQuery;
import io.tributary.quality.contract.TableContract;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Answers what a contract asks of one table beyond its single values, before the table is
 * published. Other tables are read as the same frozen delivery has them, whether they were merged
 * or will be, here or in another container.
 */
public final class ContractQueries implements AutoCloseable {
  private final Day day;
  private final SourceList list;
  private final Delivery delivery;
  private final Optional<Contract> contract;
  private final SparkRuntime spark;
  private final Map<String, OtherTable> others = new HashMap<>();

  public ContractQueries(
      Day day,
      SourceList list,
      Delivery delivery,
      Optional<Contract> contract,
      SparkRuntime spark) {
    this.day = day;
    this.list = list;
    this.delivery = delivery;
    this.contract = contract;
    this.spark = spark;
  }

  /** Another table, opened to be read. */
  private record OtherTable(TablePlan plan, TableJobs jobs) {}

  /**
   * The answers by the rules' identities; none, at no cost, when nothing is asked.
   *
   * @param book of the table
   */
  public Map<String, Measurement> ask(TablePlan plan, TableJobs jobs, AskedBook book) {
    return plan.contract().map(asks -> ask(asks, plan, jobs, book)).orElse(Map.of());
  }

  private Map<String, Measurement> ask(
      TableContract asks, TablePlan plan, TableJobs jobs, AskedBook book) {
    Map<String, Measurement> measured = new TreeMap<>();
    if (!asks.queries().isEmpty()) {
      TableQueries queries =
          new TableQueries(
              jobs, plan, asks, day.date(), day.partner().merge().queryTimeout(), book);
      for (SqlQuery query : asks.queries()) {
        measured.put(query.id(), queries.ask(query));
      }
    }
    for (ReferenceQuery query : asks.references()) {
      measured.put(query.id(), ask(query, plan, jobs));
    }
    return measured;
  }

  private Measurement ask(ReferenceQuery query, TablePlan plan, TableJobs jobs) {
    References references = new References(jobs, plan);
    if (query.table().equals(plan.table())) {
      return references.count(query, jobs, plan);
    }
    if (!delivery.has(query.table())) {
      return Measurement.failed(
          "table "
              + query.table()
              + " is not in this delivery, so nobody can say whether its rows are there");
    }
    try {
      OtherTable other = others.computeIfAbsent(query.table(), this::open);
      return references.count(query, other.jobs(), other.plan());
    } catch (ConfigurationException e) {
      return Measurement.failed(e.getMessage());
    }
  }

  private OtherTable open(String table) {
    TablePlan plan = TablePlan.of(day, list, delivery, table, contract);
    TableJobs jobs =
        new TableJobs(
            spark.session(table, day.partner().table(table).sessionSettings(), plan.rawBytes()),
            plan);
    try {
      if (jobs.decides()) {
        jobs.decideOnRepeatedRows();
      }
    } catch (RuntimeException e) {
      jobs.close();
      throw e;
    }
    return new OtherTable(plan, jobs);
  }

  @Override
  public void close() {
    others.values().forEach(other -> other.jobs().close());
    others.clear();
  }
}
