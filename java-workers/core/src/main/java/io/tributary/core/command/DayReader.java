package io.tributary.core.command;

import io.tributary.core.error.WorkerException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that looks at one partner's day and leaves nothing there, no run record either. */
public abstract class DayReader implements Callable<Integer> {
  @Mixin private DayOptions options = new DayOptions();

  /**
   * Looks.
   *
   * @throws WorkerException with the gravest of what is wrong
   */
  protected abstract WorkerResult read(Day day);

  @Override
  public final Integer call() {
    try (OpenDay open = options.open()) {
      Outcome.report(read(open.day()));
      return 0;
    }
  }
}
