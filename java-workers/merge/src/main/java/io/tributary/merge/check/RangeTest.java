package io.tributary.merge.check;

import io.tributary.merge.measure.Decimal;
import io.tributary.quality.contract.ValueTest.InRange;

/** A number within bounds. */
final class RangeTest implements ValueEvaluator {
  private final Decimal number = new Decimal();
  private final Decimal least;
  private final Decimal most;
  private final int aboveLeast;
  private final int belowMost;

  RangeTest(InRange range) {
    this.least = range.least() == null ? null : Decimal.of(range.least());
    this.most = range.most() == null ? null : Decimal.of(range.most());
    this.aboveLeast = range.aboveLeast() ? 1 : 0;
    this.belowMost = range.belowMost() ? -1 : 0;
  }

  @Override
  public boolean passes(byte[] bytes, int from, int to) {
    return from < to
        && number.read(bytes, from, to)
        && (least == null || Integer.signum(number.order(least)) >= aboveLeast)
        && (most == null || Integer.signum(number.order(most)) <= belowMost);
  }
}
