package io.tributary.core.error;

/**
 * Another writer changed an object since this run saw it: a conditional write was refused. The
 * retry finds the winner's result.
 */
public final class PreconditionFailedException extends WorkerException {
  private static final long serialVersionUID = 1L;

  public PreconditionFailedException(String message) {
    this(message, null);
  }

  public PreconditionFailedException(String message, Throwable cause) {
    super(ExitCode.TEMPORARY, message, cause);
  }
}
