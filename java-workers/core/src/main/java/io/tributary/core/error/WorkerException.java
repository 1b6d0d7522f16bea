package io.tributary.core.error;

/**
 * A failure with a known meaning. The message is one line for a person: what failed, on which
 * object, and what to do. Everything that is not a {@code WorkerException} is a bug and exits with
 * {@link ExitCode#INTERNAL}.
 */
public abstract class WorkerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  protected WorkerException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The exit code that this failure ends a command with. */
  public final ExitCode exitCode() {
    return exitCode;
  }
}
