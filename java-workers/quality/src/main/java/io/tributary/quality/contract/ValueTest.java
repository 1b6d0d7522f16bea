package io.tributary.quality.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a value has to be. NULL values (by the partner's {@code null-values}, and absent columns)
 * pass every test but {@link NotNull} and {@link NotAmong}: whether a value may be missing is a
 * rule of its own.
 */
public sealed interface ValueTest extends Serializable {

  /** Not NULL. */
  record NotNull() implements ValueTest {
    private static final long serialVersionUID = 1L;
  }

  /**
   * None of these words for "nothing" ({@code missingValues}).
   *
   * @param values as delivered; compared as they are
   * @param nullCounts whether NULL is one of them
   */
  record NotAmong(List<String> values, boolean nullCounts) implements ValueTest {
    private static final long serialVersionUID = 1L;

    public NotAmong {
      values = List.copyOf(values);
    }
  }

  /** One of these ({@code validValues}), compared as they are. */
  record OneOf(List<String> values) implements ValueTest {
    private static final long serialVersionUID = 1L;

    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** Matched as a whole by a regular expression of {@link java.util.regex.Pattern}. */
  record Matches(String pattern) implements ValueTest {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Readable as a type.
   *
   * @param format of dates and timestamps, as {@link java.time.format.DateTimeFormatter} reads it;
   *     the empty text: ISO
   */
  record OfType(LogicalType type, String format) implements ValueTest {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A number within bounds; what is no number fails.
   *
   * @param least not less; null: no bound
   * @param most not more; null: no bound
   * @param aboveLeast whether {@code least} itself fails
   * @param belowMost whether {@code most} itself fails
   */
  record InRange(BigDecimal least, BigDecimal most, boolean aboveLeast, boolean belowMost)
      implements ValueTest {
    private static final long serialVersionUID = 1L;
  }

  /** So many characters (code points); 0 and {@link Integer#MAX_VALUE} where there is no bound. */
  record OfLength(int least, int most) implements ValueTest {
    private static final long serialVersionUID = 1L;
  }
}
