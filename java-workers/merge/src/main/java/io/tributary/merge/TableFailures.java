package io.tributary.merge;

import io.tributary.core.error.ConfigurationException;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.PermissionException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.error.WorkerException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures of single tables, which the others survive, and what they mean for the whole. */
final class TableFailures {
  private static final Logger LOG = LoggerFactory.getLogger(TableFailures.class);

  private final Map<String, RuntimeException> failures = new LinkedHashMap<>();

  /** Waits for a table; says whether it was published. */
  boolean survived(String table, Future<?> running) {
    try {
      running.get();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TemporaryException("merge was interrupted; run it again", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      RuntimeException failure = (RuntimeException) e.getCause();
      if (failure instanceof WorkerException) {
        LOG.error("{}", failure.getMessage());
      } else {
        LOG.error("table {} failed", table, failure);
      }
      failures.put(table, failure);
      return false;
    }
  }

  /**
   * Ends the command if a table failed: with 75 if any can heal, else as a bug, else refused
   * credentials, wrong configuration, bad data, in this order.
   */
  void throwIfAny(List<String> published) {
    if (failures.isEmpty()) {
      return;
    }
    if (failures.size() == 1 && published.isEmpty()) {
      throw failures.values().iterator().next();
    }
    String message =
        failures.size()
            + " of "
            + (failures.size() + published.size())
            + " tables failed, the"
            + " others are published: "
            + failures.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().getMessage())
                .collect(Collectors.joining(" | "));
    if (first(ExitCode.TEMPORARY) != null) {
      throw new TemporaryException(message, first(ExitCode.TEMPORARY));
    }
    for (RuntimeException failure : failures.values()) {
      if (!(failure instanceof WorkerException)) {
        throw failure;
      }
    }
    if (first(ExitCode.PERMISSION) != null) {
      throw new PermissionException(message, first(ExitCode.PERMISSION));
    }
    if (first(ExitCode.USAGE) != null) {
      throw new ConfigurationException(message, first(ExitCode.USAGE));
    }
    throw new DataException(message, failures.values().iterator().next());
  }

  private RuntimeException first(ExitCode code) {
    return failures.values().stream()
        .filter(failure -> failure instanceof WorkerException known && known.exitCode() == code)
        .findFirst()
        .orElse(null);
  }
}
