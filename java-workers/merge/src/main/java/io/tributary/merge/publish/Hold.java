package io.tributary.merge.publish;

import io.tributary.core.command.Day;
import io.tributary.core.document.HeldTable;
import io.tributary.core.document.Json;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.error.DataException;
import io.tributary.merge.plan.TablePlan;
import io.tributary.quality.Measurement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table that a rule holds back, now or on an earlier run over the same inputs. */
public final class Hold {
  private Hold() {}

  /** Writes down why the table is not published; what the caller then throws says it too. */
  public static DataException of(
      Day day,
      TablePlan plan,
      Seen seen,
      Map<String, Measurement> measured,
      TableMetadata metadata) {
    List<String> unanswered =
        measured.entrySet().stream()
            .filter(entry -> entry.getValue().failure().isPresent())
            .map(Map.Entry::getKey)
            .toList();
    HeldTable held =
        new HeldTable(
            HeldTable.VERSION,
            plan.table(),
            plan.inputs(),
            plan.fingerprint(),
            unanswered,
            metadata);
    new Publication(day.store(), day.layout(), plan.table(), seen).hold(held);
    return failure(held);
  }

  /**
   * What an earlier run found, if it still holds: judging again would say the same. A query that
   * could not be answered is asked again.
   */
  public static Optional<DataException> known(
      Day day, String table, Seen seen, String fingerprint) {
    if (seen.held().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Json.find(day.store(), day.layout().held(table), HeldTable.class)
          .filter(held -> held.version() == HeldTable.VERSION)
          .filter(held -> held.fingerprint().equals(fingerprint))
          .filter(held -> held.unanswered().isEmpty())
          .map(Hold::failure);
    } catch (DataException e) {
      // Whoever wrote this, it says nothing: judge.
      return Optional.empty();
    }
  }

  private static DataException failure(HeldTable held) {
    String why =
        held.metadata().quality().findings().stream()
            .filter(finding -> finding.action() == RuleAction.HOLD)
            .findFirst()
            .map(finding -> finding.rule() + ": " + finding.message())
            .orElse("a rule says so");
    return new DataException(
        "table " + held.table() + " is held back, an earlier publication of it stays: " + why);
  }
}
