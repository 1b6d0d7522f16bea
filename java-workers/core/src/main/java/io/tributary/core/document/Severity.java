package io.tributary.core.document;

/** How grave a finding is, and so who is told. In ascending order. */
public enum Severity {
  /** Nothing to say. */
  OK,
  /** Worth a look. */
  WARN,
  /** Something is wrong. */
  ERROR,
  /** Do not use this data before somebody has looked. */
  CRITICAL;

  /** The graver of two. */
  public Severity or(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
