package io.tributary.core.config;

/**
 * A value that its key cannot take. The message continues the sentence that begins with the value
 * and never repeats it: the value can be a secret.
 */
final class RefusedValue extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param wrong what is wrong, such as {@code is not a duration}
   * @param right what would be right, such as {@code write 60s, 5m or PT1H}
   */
  RefusedValue(String wrong, String right) {
    super(wrong + "; " + right);
  }
}
