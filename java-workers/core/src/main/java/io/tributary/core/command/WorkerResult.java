package io.tributary.core.command;

import java.util.List;

/**
 * What a command that succeeded has to say.
 *
 * @param message one line for a person: what was done, to which objects
 * @param published tables that this run published anew, for asset events
 */
public record WorkerResult(String message, List<String> published) {
  public WorkerResult {
    published = List.copyOf(published);
  }

  /** A result that published nothing. */
  public static WorkerResult of(String message) {
    return new WorkerResult(message, List.of());
  }
}
