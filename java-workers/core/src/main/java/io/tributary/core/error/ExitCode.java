package io.tributary.core.error;

/**
 * How a command ended, as its process says it to the scheduler. The codes follow {@code sysexits.h}
 * where it has one; the DAG decides by them whether a retry makes sense.
 */
public enum ExitCode {
  /** Done; nothing to say. */
  DONE(0, false),
  /** An internal error, a bug: the log has the stack trace. */
  INTERNAL(1, true),
  /** Wrong usage or configuration: fails at once. */
  USAGE(2, false),
  /** The data breaks a promise or a gate (EX_DATAERR): fails at once. */
  DATA(65, false),
  /** Temporary: network, throttling, storage (EX_TEMPFAIL): retried with backoff. */
  TEMPORARY(75, true),
  /** Host key or credentials refused (EX_NOPERM): fails at once. */
  PERMISSION(77, false),
  /** The partner's calendar exempts this date; only {@code wait} says so: skips the run. */
  EXEMPT(99, false);

  private final int code;
  private final boolean retryable;

  ExitCode(int code, boolean retryable) {
    this.code = code;
    this.retryable = retryable;
  }

  /** The process exit code. */
  public int code() {
    return code;
  }

  /** Whether running the same command again can end differently. */
  public boolean retryable() {
    return retryable;
  }
}
