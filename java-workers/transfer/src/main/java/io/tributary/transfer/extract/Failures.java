package io.tributary.transfer.extract;

import io.tributary.core.error.ExitCode;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Makes one failure of several archives' failures. */
final class Failures {
  private static final int NAMED = 5;

  /** As merge orders its tables' failures. */
  private static final List<ExitCode> GRAVEST_FIRST =
      List.of(
          ExitCode.TEMPORARY,
          ExitCode.INTERNAL,
          ExitCode.PERMISSION,
          ExitCode.USAGE,
          ExitCode.DATA);

  private Failures() {}

  /**
   * The failure to end with: one that can heal goes before the others, then the gravest.
   *
   * @param failed by archive; not empty
   * @param untried archives that were not tried any more
   */
  static RuntimeException summarize(Map<String, RuntimeException> failed, int untried) {
    RuntimeException first =
        failed.values().stream().min(Comparator.comparingInt(Failures::rank)).orElseThrow();
    if (code(first) != ExitCode.TEMPORARY) {
      return first;
    }
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

  private static int rank(RuntimeException failure) {
    return GRAVEST_FIRST.indexOf(code(failure));
  }

  private static ExitCode code(RuntimeException failure) {
    return failure instanceof WorkerException known ? known.exitCode() : ExitCode.INTERNAL;
  }
}
