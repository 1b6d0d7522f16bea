package io.tributary.merge.measure;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The least or the greatest of numbers, compared exactly, with its text as delivered; of several
 * texts for one number the shortest, then the first in the order of bytes.
 */
final class NumberExtreme implements Serializable {
  private static final long serialVersionUID = 1L;

  private final boolean greatest;
  private boolean present;
  private long mantissa;
  private int scale;
  private BigDecimal large;
  private final byte[] text = new byte[Decimal.LONGEST];
  private int length;

  NumberExtreme(boolean greatest) {
    this.greatest = greatest;
  }

  /** Takes a number if it is beyond what is here. */
  void offer(Decimal number, byte[] bytes, int from, int to) {
    if (present) {
      int order = order(number);
      if (greatest ? order < 0 : order > 0) {
        return;
      }
      if (order == 0 && !plainer(bytes, from, to)) {
        return;
      }
    }
    present = true;
    mantissa = number.mantissa();
    scale = number.scale();
    large = number.small() ? null : number.value();
    length = to - from;
    System.arraycopy(bytes, from, text, 0, length);
  }

  private int order(Decimal number) {
    if (large == null && number.small()) {
      return Decimal.compare(number.mantissa(), number.scale(), mantissa, scale);
    }
    return number.value().compareTo(large != null ? large : BigDecimal.valueOf(mantissa, scale));
  }

  private boolean plainer(byte[] bytes, int from, int to) {
    if (to - from != length) {
      return to - from < length;
    }
    return Arrays.compareUnsigned(bytes, from, to, text, 0, length) < 0;
  }

  void offer(NumberExtreme other) {
    Decimal number = new Decimal();
    if (other.present && number.read(other.text, 0, other.length)) {
      offer(number, other.text, 0, other.length);
    }
  }

  String text() {
    return new String(text, 0, length, StandardCharsets.US_ASCII);
  }
}
