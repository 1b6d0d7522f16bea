package io.tributary.core.error;

/** Network, throttling or storage failed for now; a retry can help. */
public final class TemporaryException extends WorkerException {
  private static final long serialVersionUID = 1L;

  public TemporaryException(String message) {
    this(message, null);
  }

  public TemporaryException(String message, Throwable cause) {
    super(ExitCode.TEMPORARY, message, cause);
  }
}
