package io.tributary.merge.publish;

import io.tributary.core.command.Day;
import io.tributary.core.document.Finding;
import io.tributary.core.document.HeldTable;
import io.tributary.core.document.Json;
import io.tributary.core.document.RuleAction;
import io.tributary.core.document.TableMetadata;
import io.tributary.core.error.DataException;
import io.tributary.merge.plan.TablePlan;
import java.util.Optional;
import java.util.stream.Stream;

/** A table that a rule holds back, now or on an earlier run over the same inputs. */
public final class Hold {
  private static final String FAILED = "rule-failed";

  private Hold() {}

  /** Writes down why the table is not published; what the caller then throws says it too. */
  public static DataException of(Day day, TablePlan plan, Seen seen, TableMetadata metadata) {
    HeldTable held =
        new HeldTable(HeldTable.VERSION, plan.table(), plan.inputs(), plan.fingerprint(), metadata);
    new Publication(day.store(), day.layout(), plan.table(), seen).hold(held);
    return failure(held);
  }

  /**
   * What an earlier run found, if it still holds: judging again would say the same. A rule that
   * could not judge is asked again.
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
          .filter(held -> findings(held).noneMatch(finding -> finding.rule().equals(FAILED)))
          .map(Hold::failure);
    } catch (DataException e) {
      // Whoever wrote this, it says nothing: judge.
      return Optional.empty();
    }
  }

  private static Stream<Finding> findings(HeldTable held) {
    return held.metadata().quality().findings().stream();
  }

  private static DataException failure(HeldTable held) {
    String why =
        findings(held)
            .filter(finding -> finding.action() == RuleAction.HOLD)
            .findFirst()
            .map(finding -> finding.rule() + ": " + finding.message())
            .orElse("a rule says so");
    return new DataException(
        "table " + held.table() + " is held back, an earlier publication of it stays: " + why);
  }
}
