package io.tributary.transfer.source;

import io.tributary.core.error.ExitCode;
import io.tributary.core.error.WorkerException;

/** The source has let us in, and does not let us read one of its files. */
public final class UnreadableFileException extends WorkerException {
  private static final long serialVersionUID = 1L;

  /**
   * Of a file.
   *
   * @param file its address
   */
  public UnreadableFileException(String file, Throwable cause) {
    super(
        ExitCode.PERMISSION,
        "the source does not let us read " + file + "; ask the partner for access",
        cause);
  }
}
