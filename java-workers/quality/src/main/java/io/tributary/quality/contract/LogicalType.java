package io.tributary.quality.contract;

/** Types of the Open Data Contract Standard's {@code logicalType} that a CSV field can have. */
public enum LogicalType {
  /** Anything. */
  STRING,
  /** A whole number. */
  INTEGER,
  /** A number, perhaps with point and exponent. */
  NUMBER,
  /** {@code true} or {@code false}, in any case. */
  BOOLEAN,
  /** A calendar date. */
  DATE,
  /** A date with a time. */
  TIMESTAMP,
  /** A time of day. */
  TIME
}
