package io.tributary.alert;

import io.tributary.core.document.AlertState;
import io.tributary.core.document.AlertState.Stage;
import io.tributary.core.document.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One thing to tell: to whom, given what is known of it, and what is known of it afterwards. */
sealed interface Telling {
  /** The state's name within the day. */
  String key();

  /** Who has still to be told. */
  List<Courier> due(Optional<AlertState> known);

  /** Whether the state is worth a write although nobody is to be told. */
  default boolean closes(Optional<AlertState> known) {
    return false;
  }

  /** The state while it is told. */
  AlertState claimed(Optional<AlertState> known, Template template);

  /** What is sent. */
  Message message(AlertState claimed, Template template);

  /** The state after it was told. */
  AlertState completed(
      AlertState claimed, Map<Courier, Optional<Courier.Problem>> results, Instant now);

  /**
   * A finding that is there.
   *
   * @param covers what this sums up, when it stands for others
   * @param summed receivers that know of it from a summary of the rest
   */
  record Raise(Alert alert, List<String> covers, Set<String> summed, Couriers couriers)
      implements Telling {
    @Override
    public String key() {
      return alert.key();
    }

    @Override
    public List<Courier> due(Optional<AlertState> known) {
      List<Courier> due = new ArrayList<>();
      boolean more = known.isPresent() && !known.get().covers().containsAll(covers);
      // Two entries with one address are one receiver.
      Set<String> ids = new HashSet<>(summed);
      for (Courier courier : couriers.all()) {
        Optional<Severity> told = known.map(state -> state.told().get(courier.id()));
        boolean knows =
            told.filter(severity -> severity.compareTo(alert.severity()) >= 0).isPresent();
        if (courier.wants(alert.severity()) && (!knows || more) && ids.add(courier.id())) {
          due.add(courier);
        }
      }
      return due;
    }

    @Override
    public AlertState claimed(Optional<AlertState> known, Template template) {
      boolean again = known.filter(state -> state.stage() == Stage.RESOLVED).isPresent();
      boolean more = known.isPresent() && !known.get().covers().containsAll(covers);
      int before = known.map(AlertState::occurrence).orElse(0);
      TreeSet<String> covered = new TreeSet<>(covers);
      known.filter(state -> !again).ifPresent(state -> covered.addAll(state.covers()));
      return new AlertState(
          AlertState.VERSION,
          key(),
          template.partner(),
          template.date(),
          alert.rule(),
          alert.table(),
          alert.column(),
          known
              .filter(state -> !again)
              .map(state -> state.severity().or(alert.severity()))
              .orElse(alert.severity()),
          PlainText.line(alert.message(), PlainText.SENTENCE),
          Stage.SENDING,
          known.isEmpty() ? 1 : again || more ? before + 1 : before,
          known.filter(state -> !again).map(AlertState::raised).orElse(template.now()),
          template.now(),
          Optional.of(template.claim()),
          known.map(AlertState::told).orElse(Map.of()),
          Map.of(),
          List.copyOf(covered));
    }

    @Override
    public Message message(AlertState claimed, Template template) {
      String severity = alert.severity().name().toLowerCase(Locale.ROOT);
      return template.message(Message.Kind.RAISED, claimed, alert, severity);
    }

    @Override
    public AlertState completed(
        AlertState claimed, Map<Courier, Optional<Courier.Problem>> results, Instant now) {
      Map<String, Severity> told = new TreeMap<>(claimed.told());
      Map<String, String> problems = problems(results);
      results.forEach(
          (courier, problem) -> {
            if (problem.isEmpty()) {
              told.put(courier.id(), alert.severity());
            }
          });
      Stage stage = problems.isEmpty() ? Stage.TOLD : Stage.UNDELIVERED;
      return after(claimed, stage, now, told, problems);
    }
  }

  /** A finding that was told of, and is gone. */
  record Resolve(AlertState gone, Couriers couriers) implements Telling {
    @Override
    public String key() {
      return gone.key();
    }

    @Override
    public List<Courier> due(Optional<AlertState> known) {
      return known.map(AlertState::told).orElse(Map.of()).keySet().stream()
          .flatMap(id -> couriers.byId(id).stream())
          .toList();
    }

    @Override
    public boolean closes(Optional<AlertState> known) {
      return known.filter(state -> state.stage() != Stage.RESOLVED).isPresent();
    }

    @Override
    public AlertState claimed(Optional<AlertState> known, Template template) {
      AlertState state = known.orElse(gone);
      return new AlertState(
          AlertState.VERSION,
          state.key(),
          state.partner(),
          state.date(),
          state.rule(),
          state.table(),
          state.column(),
          state.severity(),
          state.message(),
          Stage.SENDING,
          state.occurrence(),
          state.raised(),
          template.now(),
          Optional.of(template.claim()),
          state.told(),
          Map.of(),
          state.covers());
    }

    @Override
    public Message message(AlertState claimed, Template template) {
      Alert alert =
          new Alert(
              claimed.severity(),
              claimed.rule(),
              claimed.table(),
              claimed.column(),
              claimed.message(),
              "",
              "");
      return template.message(Message.Kind.RESOLVED, claimed, alert, "resolved");
    }

    @Override
    public AlertState completed(
        AlertState claimed, Map<Courier, Optional<Courier.Problem>> results, Instant now) {
      Map<String, Severity> told = new TreeMap<>(claimed.told());
      // Who is no longer in the partner file need not know.
      told.keySet().removeIf(id -> couriers.byId(id).isEmpty());
      results.forEach(
          (courier, problem) -> {
            if (problem.isEmpty()) {
              told.remove(courier.id());
            }
          });
      Stage stage = told.isEmpty() ? Stage.RESOLVED : Stage.UNDELIVERED;
      return after(claimed, stage, now, told, problems(results));
    }
  }

  private static Map<String, String> problems(Map<Courier, Optional<Courier.Problem>> results) {
    Map<String, String> problems = new LinkedHashMap<>();
    results.forEach(
        (courier, problem) -> problem.ifPresent(why -> problems.put(courier.id(), why.text())));
    return problems;
  }

  private static AlertState after(
      AlertState claimed,
      Stage stage,
      Instant now,
      Map<String, Severity> told,
      Map<String, String> problems) {
    return new AlertState(
        claimed.version(),
        claimed.key(),
        claimed.partner(),
        claimed.date(),
        claimed.rule(),
        claimed.table(),
        claimed.column(),
        claimed.severity(),
        claimed.message(),
        stage,
        claimed.occurrence(),
        claimed.raised(),
        now,
        Optional.empty(),
        told,
        problems,
        claimed.covers());
  }
}
