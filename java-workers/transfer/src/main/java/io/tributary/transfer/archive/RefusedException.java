package io.tributary.transfer.archive;

import io.tributary.core.document.RefusalReason;

/**
 * What is read cannot be accepted, and reading it again would not help. It ends up in the archive's
 * manifest and never leaves extraction.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RefusalReason reason;

  /**
   * Refuses.
   *
   * @param detail what was seen, for a person
   */
  public RefusedException(RefusalReason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  /** Refuses because of a failure that is worth a look in the log. */
  public RefusedException(RefusalReason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  /** The reason code. */
  public RefusalReason reason() {
    return reason;
  }
}
