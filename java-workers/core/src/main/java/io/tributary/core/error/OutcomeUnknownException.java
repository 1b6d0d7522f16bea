package io.tributary.core.error;

/**
 * A write's reply was lost: it may or may not have taken effect. Check the object before writing
 * again.
 */
public final class OutcomeUnknownException extends WorkerException {
  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(String message) {
    this(message, null);
  }

  public OutcomeUnknownException(String message, Throwable cause) {
    super(ExitCode.TEMPORARY, message, cause);
  }
}
