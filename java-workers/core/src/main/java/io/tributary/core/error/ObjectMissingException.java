package io.tributary.core.error;

/** An object that must exist is not there; most often an earlier task has to run first. */
public final class ObjectMissingException extends WorkerException {
  private static final long serialVersionUID = 1L;

  public ObjectMissingException(String message) {
    this(message, null);
  }

  public ObjectMissingException(String message, Throwable cause) {
    super(ExitCode.TEMPORARY, message, cause);
  }
}
