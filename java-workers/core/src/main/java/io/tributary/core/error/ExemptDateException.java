package io.tributary.core.error;

/** The partner's calendar exempts the date: there is nothing to process. */
public final class ExemptDateException extends WorkerException {
  private static final long serialVersionUID = 1L;

  public ExemptDateException(String message) {
    this(message, null);
  }

  public ExemptDateException(String message, Throwable cause) {
    super(ExitCode.EXEMPT, message, cause);
  }
}
