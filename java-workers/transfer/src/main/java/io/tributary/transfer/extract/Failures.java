package io.tributary.transfer.extract;

import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import java.util.List;
import java.util.Map;

/** Makes one failure of several archives' failures. */
final class Failures {
  private static final int NAMED = 5;

  private Failures() {}

  /**
   * The failure to end with: one that can heal goes before the others.
   *
   * @param failed by archive; not empty
   * @param untried archives that were not tried any more
   */
  static WorkerException summarize(Map<String, WorkerException> failed, int untried) {
    List<WorkerException> lasting =
        failed.values().stream().filter(failure -> !failure.exitCode().retryable()).toList();
    if (lasting.size() == failed.size()) {
      return lasting.get(0);
    }
    WorkerException first =
        failed.values().stream().filter(e -> e.exitCode().retryable()).findFirst().orElseThrow();
    String names = String.join(", ", failed.keySet().stream().limit(NAMED).toList());
    String more = failed.size() > NAMED ? " and " + (failed.size() - NAMED) + " more" : "";
    String rest = untried > 0 ? ", and " + untried + " archives were not tried" : "";
    return new TemporaryException(
        failed.size()
            + " archives failed for now ("
            + names
            + more
            + ")"
            + rest
            + "; run the shard again, it skips what is done; the first failure: "
            + first.getMessage(),
        first);
  }
}
