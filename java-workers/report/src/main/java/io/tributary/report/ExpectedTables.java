package io.tributary.report;

import io.tributary.core.command.Day;
import io.tributary.core.document.Severity;
import io.tributary.core.document.SourceList;
import io.tributary.quality.contract.Contract;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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

  ExpectedTables(Day day, Optional<SourceList> sources, Optional<Contract> contract) {
    sources.ifPresent(
        list ->
            list.baseline()
                .forEach(
                    (table, baseline) -> {
                      if (!baseline.date().isBefore(day.date().minusDays(DAYS))) {
                        why.put(
                            table, new Reason(Severity.WARN, "published on " + baseline.date()));
                      }
                    }));
    Reason listed = new Reason(Severity.WARN, "listed in the partner file");
    day.partner().tables().keySet().forEach(table -> why.put(table, listed));
    // Whatever its rules ask of the table, nothing of it is there.
    Reason agreed = new Reason(Severity.ERROR, "in the contract");
    contract.ifPresent(found -> found.tables().keySet().forEach(table -> why.put(table, agreed)));
  }

  Set<String> names() {
    return why.keySet();
  }

  /** Why a table is looked for; empty when it need not be there. */
  Optional<Reason> why(String table) {
    return Optional.ofNullable(why.get(table));
  }
}
