package io.tributary.quality.contract;

import io.tributary.core.document.Band;

/**
 * What a count must be, absolutely or as a share.
 *
 * @param comparison of the operator
 * @param unit of the number
 */
record Limit(Comparison comparison, Unit unit) {
  /** Not a single row. */
  static final Limit NONE = new Limit(Comparison.NONE, Unit.ROWS);

  /** Whether so many of so many are as they must be. */
  boolean holds(double part, double whole) {
    return comparison.holds(unit.of(part, whole));
  }

  /** Whether so many of so many are as they must be. */
  boolean holds(long part, long whole) {
    return holds((double) part, (double) whole);
  }

  /** So many of so many for people. */
  String actual(double part, double whole) {
    return unit.figure(unit.of(part, whole));
  }

  /** So many of so many for people. */
  String actual(long part, long whole) {
    return actual((double) part, (double) whole);
  }

  /** What is expected, for people. */
  String words() {
    return comparison.words(unit::figure);
  }

  /** The band of the count itself, whatever the unit. */
  Band band(double whole) {
    return comparison.band(value -> unit.rows(value, whole));
  }
}
