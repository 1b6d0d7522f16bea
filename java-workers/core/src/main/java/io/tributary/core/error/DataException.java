package io.tributary.core.error;

/** The data breaks a promise or a gate; a retry on the same data cannot help. */
public final class DataException extends WorkerException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    this(message, null);
  }

  public DataException(String message, Throwable cause) {
    super(ExitCode.DATA, message, cause);
  }
}
