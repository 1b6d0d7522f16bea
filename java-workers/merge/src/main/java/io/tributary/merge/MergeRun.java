package io.tributary.merge;

import io.tributary.alert.Alerts;
import io.tributary.core.command.Day;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.document.CleanedDay;
import io.tributary.core.document.DayLayout;
import io.tributary.core.document.Json;
import io.tributary.core.document.SourceList;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.merge.plan.Delivery;
import io.tributary.merge.plan.ManifestReader;
import io.tributary.merge.plan.Parallel;
import io.tributary.merge.plan.TablePlan;
import io.tributary.merge.publish.Hold;
import io.tributary.merge.publish.Publication;
import io.tributary.merge.publish.Seen;
import io.tributary.merge.rules.AskedBook;
import io.tributary.merge.rules.ContractQueries;
import io.tributary.merge.spark.SparkRuntime;
import io.tributary.quality.History;
import io.tributary.quality.contract.Contract;
import io.tributary.quality.history.RecordedHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the command: finds out what is to be done, and does it a few tables at a time. */
final class MergeRun {
  private static final Logger LOG = LoggerFactory.getLogger(MergeRun.class);
  private static final int LOOKS_AT_ONCE = 16;

  private final Day day;
  private final SparkRuntime spark;
  private final Alerts alerts;
  private final boolean force;
  private final Optional<Contract> contract;

  MergeRun(Day day, SparkRuntime spark, boolean force) {
    this.day = day;
    this.spark = spark;
    this.alerts = new Alerts(day);
    this.force = force;
    this.contract = Contract.of(day.partner());
  }

  /** A table that is to be merged, or of which is known that it is held back. */
  private record Work(String table, Seen seen, Optional<DataException> held, AskedBook asked) {}

  WorkerResult run(TableSelection selection) {
    SourceList list = sources();
    Set<String> published = published();
    if (published.isEmpty() && !day.partner().tablesDifferInContext()) {
      // Something will have to be merged: Spark starts while it is found out what.
      spark.prepare();
    }
    Delivery delivery = new ManifestReader(day.store(), day.layout(), day.partner()).read(list);
    Set<String> known = new TreeSet<>(delivery.tables().keySet());
    known.addAll(list.baseline().keySet());
    known.addAll(day.partner().tables().keySet());
    known.addAll(DayLayout.namesOf(published.stream(), known));
    Set<String> chosen = selection.chosen(day.partner().tables().keySet(), known);
    List<String> delivered = chosen.stream().filter(delivery::has).toList();
    for (String table : chosen) {
      if (!delivery.has(table)) {
        LOG.warn("table {} has no members in the delivery of {}", table, day.date());
        notDelivered(table, delivery, Seen.at(day.store(), day.layout(), table));
      }
    }
    List<Work> work = work(list, delivery, delivered);
    if (work.isEmpty()) {
      // Nothing to do needs no Spark: a rerun costs a few requests.
      return WorkerResult.of(message(chosen, delivered, List.of()));
    }
    List<String> merged = merge(list, delivery, work, history(list, work));
    return new WorkerResult(message(chosen, delivered, merged), merged);
  }

  /** Folders of the tables that have something in the folder of products. */
  private Set<String> published() {
    try (Stream<String> folders = day.store().listNames(day.layout().merged())) {
      return folders.collect(Collectors.toSet());
    }
  }

  /**
   * A product of an earlier delivery would pass for one of this delivery. Only where something was
   * refused it stays, until somebody has looked: the table may have been in that.
   */
  private void notDelivered(String table, Delivery delivery, Seen seen) {
    if (!seen.anything()) {
      return;
    }
    if (!delivery.whole()) {
      LOG.warn(
          "table {} stays published of an earlier delivery: {} archives and {} members of this one"
              + " were refused",
          table,
          delivery.refused(),
          delivery.refusedMembers());
      return;
    }
    new Publication(day.store(), day.layout(), table, seen).withdraw();
    LOG.warn("table {} of an earlier delivery is no longer published", table);
  }

  private SourceList sources() {
    try {
      return Json.read(day.store(), day.layout().sources(), SourceList.class);
    } catch (ObjectMissingException e) {
      throw new ObjectMissingException(
          "no frozen source list " + day.layout().sources() + "; run wait and extract first", e);
    }
  }

  /** The tables whose publication is not what it would become. */
  private List<Work> work(SourceList list, Delivery delivery, List<String> tables) {
    List<Work> work = new ArrayList<>();
    CleanedDay cleaned = CleanedDay.of(day.store(), day.layout());
    for (Optional<Work> one :
        Parallel.<String, Work>map(
            LOOKS_AT_ONCE,
            tables,
            (order, table) -> {
              Seen seen = Seen.at(day.store(), day.layout(), table);
              String fingerprint = TablePlan.fingerprint(day, list, delivery, table, contract);
              AskedBook asked = asked(table, fingerprint);
              // What clean has taken the rows of cannot be asked again.
              boolean asks = asked.owes() && cleaned.segmentsRemovedOn().isEmpty();
              if (seen.is(fingerprint, cleaned) && !force && !asks) {
                new Publication(day.store(), day.layout(), table, seen).release();
                return Optional.empty();
              }
              return Optional.of(new Work(table, seen, held(table, seen, fingerprint), asked));
            })) {
      one.ifPresent(work::add);
    }
    return work;
  }

  private AskedBook asked(String table, String fingerprint) {
    boolean queries =
        contract
            .flatMap(all -> all.table(table))
            .filter(asks -> !asks.queries().isEmpty())
            .isPresent();
    return queries ? AskedBook.of(day, table, fingerprint) : AskedBook.unwritten(day, table);
  }

  private Optional<DataException> held(String table, Seen seen, String fingerprint) {
    return force ? Optional.empty() : Hold.known(day, table, seen, fingerprint);
  }

  /** What the tables were like on the days that the list names. */
  private History history(SourceList list, List<Work> work) {
    Set<String> tables = new TreeSet<>(work.stream().map(Work::table).toList());
    return RecordedHistory.of(day.store(), day.layout(), list, tables::contains);
  }

  private List<String> merge(SourceList list, Delivery delivery, List<Work> work, History history) {
    TableFailures failures = new TableFailures();
    List<String> published = new ArrayList<>();
    day.progress().begin("tables", work.size(), 0);
    try {
      for (Map.Entry<Map<String, String>, List<Work>> group : byContext(work).entrySet()) {
        spark.turnTo(group.getKey());
        // A query that may have ended the last attempt gets the worker for itself.
        Map<Boolean, List<Work>> alone =
            group.getValue().stream()
                .collect(Collectors.partitioningBy(one -> one.asked().suspects()));
        merge(list, delivery, alone.get(false), history, failures, published);
        for (Work one : alone.get(true)) {
          merge(list, delivery, List.of(one), history, failures, published);
        }
      }
    } finally {
      day.progress().end();
    }
    failures.throwIfAny(published);
    return published;
  }

  /** Tables that can share a context; those that need no context of their own come first. */
  private Map<Map<String, String>, List<Work>> byContext(List<Work> work) {
    Map<Map<String, String>, List<Work>> groups = new LinkedHashMap<>();
    groups.put(Map.of(), new ArrayList<>());
    for (Work one : work) {
      Map<String, String> own = day.partner().table(one.table()).contextSettings();
      groups.computeIfAbsent(own, unused -> new ArrayList<>()).add(one);
    }
    groups.values().removeIf(List::isEmpty);
    return groups;
  }

  private void merge(
      SourceList list,
      Delivery delivery,
      List<Work> work,
      History history,
      TableFailures failures,
      List<String> published) {
    Set<String> empty = ConcurrentHashMap.newKeySet();
    int atOnce = Math.max(1, Math.min(work.size(), day.partner().merge().concurrentTables()));
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Work table : work) {
        running.add(threads.submit(() -> merge(list, delivery, table, empty, history)));
      }
      for (int i = 0; i < running.size(); i++) {
        if (failures.survived(work.get(i).table(), running.get(i))
            && !empty.contains(work.get(i).table())) {
          published.add(work.get(i).table());
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void merge(
      SourceList list, Delivery delivery, Work work, Set<String> empty, History history) {
    if (work.held().isPresent()) {
      throw work.held().get();
    }
    TablePlan plan = TablePlan.of(day, list, delivery, work.table(), contract);
    StoredSegments.require(day, plan);
    TableMerge merge =
        new TableMerge(
            day,
            plan,
            work.seen(),
            work.asked(),
            spark,
            alerts,
            history,
            () -> new ContractQueries(day, list, delivery, contract, spark));
    if (!merge.run()) {
      empty.add(work.table());
      notDelivered(work.table(), delivery, work.seen());
      return;
    }
    day.numbers().add("tables", 1);
    day.progress().advance(1, plan.rawBytes());
  }

  private String message(Set<String> chosen, List<String> delivered, List<String> published) {
    if (chosen.isEmpty()) {
      return "nothing to merge for " + day.date() + ": no table is chosen";
    }
    int present = delivered.size() - published.size();
    int without = chosen.size() - delivered.size();
    return "merged "
        + published.size()
        + " of "
        + chosen.size()
        + " tables of "
        + day.partner().partner()
        + " "
        + day.date()
        + " to "
        + day.layout().merged()
        + (present > 0 ? ", " + present + " were published already" : "")
        + (without > 0 ? ", " + without + " have no members" : "");
  }
}
