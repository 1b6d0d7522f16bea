package io.tributary.core.config;

/**
 * The {@code quality.slo} block: what share of the last 28 days has to be good. One day of 28 is
 * 3.6 %, so an objective above 96 % says that no day may fail.
 *
 * <pre>{@code
 * quality:
 *   slo: {fresh: 95%, complete: 95%, correct: 95%}
 * }</pre>
 *
 * @param fresh as a share of 1: days whose delivery was complete by the deadline
 * @param complete as a share of 1: days on which no archive and no table was missing
 * @param correct as a share of 1: days on which no table's verdict was error or graver
 */
public record SloSpec(double fresh, double complete, double correct) {
  /** The defaults of the block. */
  public static final SloSpec DEFAULT = new SloSpec(0.95, 0.95, 0.95);
}
