package io.tributary.alert;

import io.tributary.core.document.AlertState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a summary of the rest stands for, as its state names it: key, {@code =}, severity. */
final class Summed {
  private Summed() {}

  static List<String> names(List<Alert> alerts) {
    return alerts.stream().map(Summed::name).sorted().toList();
  }

  static Set<String> keys(AlertState summary) {
    Set<String> keys = new TreeSet<>();
    summary.covers().forEach(name -> keys.add(name.substring(0, name.lastIndexOf('='))));
    return keys;
  }

  /** Receivers that know of an alert from the summary. */
  static Set<String> receivers(Optional<AlertState> summary, Alert alert) {
    return summary
        .filter(state -> state.covers().contains(name(alert)))
        .map(state -> state.told().keySet())
        .orElse(Set.of());
  }

  private static String name(Alert alert) {
    return alert.key() + "=" + alert.severity();
  }
}
