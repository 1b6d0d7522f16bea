package io.tributary.transfer.inflate;

/** ISA-L cannot be used on this machine. */
final class IsalUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean broken;

  /**
   * Says why.
   *
   * @param broken whether it is there and yet does not do what it should
   */
  IsalUnavailableException(String message, boolean broken, Throwable cause) {
    super(message, cause);
    this.broken = broken;
  }

  boolean broken() {
    return broken;
  }
}
