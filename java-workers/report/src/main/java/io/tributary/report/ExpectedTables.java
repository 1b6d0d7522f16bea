package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.Severity;
import io.tributary.core.document.SourceList;
import io.tributary.quality.contract.Contract;
import io.tributary.quality.history.RecordedHistory;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Tables that somebody will look for, whether they came or not, and why: a table that stops coming
 * is no silence, though nobody listed it.
 */
final class ExpectedTables {
  /** For so many days a table that nobody listed is missed. */
  static final int DAYS = 28;

  private final NavigableMap<String, Reason> why = new TreeMap<>();

  /**
   * Why a table is looked for.
   *
   * @param severity of its absence
   * @param words for a person
   */
  record Reason(Severity severity, String words) {}

  ExpectedTables(
      Day day,
      Optional<SourceList> sources,
      Optional<Contract> contract,
      Predicate<String> delivered) {
    sources.ifPresent(list -> published(day, list, delivered));
    Reason listed = new Reason(Severity.WARN, "listed in the partner file");
    day.partner().tables().keySet().forEach(table -> why.put(table, listed));
    // Whatever its rules ask of the table, nothing of it is there.
    Reason agreed = new Reason(Severity.ERROR, "in the contract");
    contract.ifPresent(found -> found.tables().keySet().forEach(table -> why.put(table, agreed)));
  }

  /** Tables of the days before; one that comes on other days is shown, and not missed. */
  private void published(Day day, SourceList list, Predicate<String> delivered) {
    Map<String, LocalDate> last = new TreeMap<>();
    list.baseline()
        .forEach(
            (table, baseline) -> {
              if (!baseline.date().isBefore(day.date().minusDays(DAYS))) {
                last.put(table, baseline.date());
              }
            });
    Set<String> absent = new TreeSet<>(last.keySet());
    absent.removeIf(delivered);
    absent.removeAll(day.partner().tables().keySet());
    // Read only where something is absent, which is seldom.
    Optional<Cadence> cadence =
        absent.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Cadence(RecordedHistory.of(day.store(), day.layout(), list, absent::contains)));
    last.forEach(
        (table, date) -> {
          boolean due = !absent.contains(table) || cadence.orElseThrow().due(table);
          why.put(
              table,
              due
                  ? new Reason(Severity.WARN, "published on " + date)
                  : new Reason(Severity.OK, "last published on " + date + ", comes on some days"));
        });
  }

  Set<String> names() {
    return why.keySet();
  }

  /** Why a table is looked for; empty when it need not be there. */
  Optional<Reason> why(String table) {
    return Optional.ofNullable(why.get(table));
  }
}
