package io.tributary.core.error;

/** A host key or credentials were refused; a retry cannot help. */
public final class PermissionException extends WorkerException {
  private static final long serialVersionUID = 1L;

  public PermissionException(String message) {
    this(message, null);
  }

  public PermissionException(String message, Throwable cause) {
    super(ExitCode.PERMISSION, message, cause);
  }
}
