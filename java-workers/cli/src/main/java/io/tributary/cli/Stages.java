package io.tributary.cli;

import io.tributary.core.command.Day;
import io.tributary.core.command.DayCommand;
import io.tributary.core.command.WorkerResult;
import io.tributary.core.error.ExemptDateException;
import io.tributary.core.error.ExitCode;
import io.tributary.core.error.WorkerException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Stages of a day, one after the other in this process, as the DAG would have them. */
final class Stages {
  private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

  private final Day day;
  private final List<RuntimeException> failures = new ArrayList<>();
  private final List<String> published = new ArrayList<>();

  Stages(Day day) {
    this.day = day;
  }

  /** A stage that stands on those before it. */
  Stages work(DayCommand stage) {
    if (failures.isEmpty()) {
      published.addAll(attempt(stage));
    }
    return this;
  }

  /** A stage that runs whatever the others did. */
  Stages always(DayCommand stage) {
    attempt(stage);
    return this;
  }

  /** Tables that these stages published anew. */
  List<String> published() {
    return published;
  }

  /** Throws what can heal, else what failed first. */
  void throwIfAnyFailed() {
    failures.stream()
        .filter(Stages::mayHeal)
        .findFirst()
        .or(() -> failures.stream().findFirst())
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /** What it published. */
  private List<String> attempt(DayCommand stage) {
    try {
      WorkerResult result = stage.perform(day.anew());
      LOG.info("{}", result.message());
      return result.published();
    } catch (ExemptDateException e) {
      throw e;
    } catch (WorkerException e) {
      LOG.error("{}", e.getMessage());
      failures.add(e);
    } catch (RuntimeException e) {
      LOG.error("{} failed", stage.getClass().getSimpleName(), e);
      failures.add(e);
    }
    return List.of();
  }

  private static boolean mayHeal(RuntimeException failure) {
    return failure instanceof WorkerException known && known.exitCode() == ExitCode.TEMPORARY;
  }

  /** A command with chosen tables. */
  static <T> T parsed(T command, List<String> tables, boolean forced) {
    List<String> arguments = new ArrayList<>();
    // The day is open already: these only satisfy the parser.
    arguments.addAll(List.of("--partner", "open", "--date", "1970-01-01"));
    if (!tables.isEmpty()) {
      arguments.addAll(List.of("--only", String.join(",", tables)));
    }
    if (forced) {
      arguments.add("--force");
    }
    return CommandLine.populateCommand(command, arguments.toArray(String[]::new));
  }
}
