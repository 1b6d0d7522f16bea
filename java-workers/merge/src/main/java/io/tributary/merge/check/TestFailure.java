package io.tributary.merge.check;

/**
 * A test that cannot say whether a value passes; told without a stack trace, as it may be often.
 */
public final class TestFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TestFailure(String message) {
    super(message, null, false, false);
  }
}
