package io.tributary.core.command;

import io.tributary.core.error.WorkerException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/**
 * A worker: a command that does one task of one partner's day. Subclasses are picocli commands that
 * say what the work is; this class opens the day, keeps the run record, and lets every error
 * through to the command runner.
 */
public abstract class DayCommand implements Callable<Integer> {
  @Mixin private DayOptions options = new DayOptions();

  /** The name of the task in run records: the command's name. */
  protected abstract String task();

  /**
   * Does the work. It finishes what it can before it throws.
   *
   * @throws WorkerException with the gravest failure; one that can heal goes before others
   */
  protected abstract WorkerResult work(Day day);

  @Override
  public final Integer call() {
    try (OpenDay open = options.open()) {
      WorkerResult result = perform(open.day());
      Outcome.report(result);
      return 0;
    }
  }

  /** Does the work on an open day, between the two writes of its run record. */
  public final WorkerResult perform(Day day) {
    try (RunRecorder recorder = RunRecorder.start(day, task())) {
      try {
        WorkerResult result = work(day);
        recorder.done(result);
        return result;
      } catch (RuntimeException | Error e) {
        recorder.failed(e);
        throw e;
      }
    }
  }
}
