package io.tributary.core.document;

import java.util.Optional;

/**
 * What merge's own pass over the data measured of the values of a column: of every row, the values
 * that count as NULL left out.
 *
 * @param values that are there and not NULL
 * @param distinct values among them, about (a sketch; exact while they are few)
 * @param least the smallest: as a number when all are numbers, else in byte order of the text
 * @param greatest the greatest, likewise
 * @param mean of the values that are numbers; empty when none is
 * @param numbers values that are numbers
 * @param shortest bytes of the shortest value
 * @param longest bytes of the longest value
 * @param meanLength bytes of a value on average; empty when there are none
 */
public record ColumnMetrics(
    long values,
    long distinct,
    Optional<String> least,
    Optional<String> greatest,
    Optional<Double> mean,
    long numbers,
    long shortest,
    long longest,
    Optional<Double> meanLength) {
  /** Characters of {@code least} and {@code greatest} that are kept. */
  public static final int LONGEST_VALUE = 200;
}
