package io.tributary.quality.contract;

/**
 * How many archives may be missing.
 *
 * @param comparison of the operator
 * @param percent whether the number is a share of those listed
 */
record ArchiveLimit(Comparison comparison, boolean percent) {
  boolean holds(long missing, long listed) {
    return comparison.holds(percent ? Unit.PERCENT.of(missing, listed) : (double) missing);
  }

  String words() {
    return comparison.words(
        value ->
            percent
                ? Unit.PERCENT.figure(value)
                : Unit.number(value) + (value == 1 ? " archive" : " archives"));
  }
}
