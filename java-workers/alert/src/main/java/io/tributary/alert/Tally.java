package io.tributary.alert;

import io.tributary.core.document.AlertState;
import io.tributary.core.document.Summary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of the alerts of an attempt. */
final class Tally {
  private final Couriers couriers;
  private final Map<String, Summary.Undelivered> undelivered = new TreeMap<>();
  private int told;
  private int resolved;

  Tally(Couriers couriers) {
    this.couriers = couriers;
  }

  void add(Telling telling, Teller.Result result) {
    if (result.end() == Teller.End.BLOCKED) {
      failed("another run has been sending " + telling.key() + " for long");
    }
    if (result.took()) {
      if (telling instanceof Telling.Raise) {
        told++;
      } else {
        resolved++;
      }
    }
    result.problems().forEach((courier, problem) -> add(courier.label(), problem.text()));
  }

  /** A finding that is gone before anybody could be told. */
  void missed(AlertState state) {
    state
        .problems()
        .forEach(
            (id, problem) -> couriers.byId(id).ifPresent(courier -> add(courier.label(), problem)));
  }

  /** Nobody could be told, for a reason of our own. */
  void failed(String problem) {
    add("all receivers", problem);
  }

  private void add(String receiver, String problem) {
    undelivered.merge(
        receiver,
        new Summary.Undelivered(receiver, problem, 1),
        (before, one) -> new Summary.Undelivered(receiver, problem, before.alerts() + 1));
  }

  Summary.Alerts result() {
    return new Summary.Alerts(told, resolved, List.copyOf(undelivered.values()));
  }
}
