package io.tributary.merge.measure;

import io.tributary.core.document.ColumnMetrics;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * Measures the values of one column. Most columns say the same few things over and over, so short
 * values go through a small cache that counts how often each came: only a value that is new to it
 * is looked at. What comes out depends on the values alone, not on their order or on the cache.
 */
public final class ColumnMeasure implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};
  private static final int NOT_KEPT = -1;
  private static final int SHOWN = ColumnMetrics.LONGEST_VALUE;

  private final NullValues nullValues;
  private final DistinctValues distinct = new DistinctValues();
  private final TextExtreme least = new TextExtreme(false);
  private final TextExtreme greatest = new TextExtreme(true);
  private final NumberExtreme smallest = new NumberExtreme(false);
  private final NumberExtreme largest = new NumberExtreme(true);
  private final ExactSum sum = new ExactSum();
  private long leastPrefix = Long.MAX_VALUE;
  private long greatestPrefix = Long.MIN_VALUE;
  private long nulls;
  private long values;
  private long numbers;
  private long bytesOfAll;
  private int shortest = Integer.MAX_VALUE;
  private int longest;

  private final transient Decimal number = new Decimal();
  private final transient RecentValues recent = new RecentValues();

  public ColumnMeasure(NullValues nullValues) {
    this.nullValues = nullValues;
  }

  /** Takes a value, or what stands for NULL; at least one byte. */
  public void add(byte[] bytes, int from, int to) {
    int length = to - from;
    long first = Words.first(bytes, from, length);
    if (length > Words.SHORT) {
      look(bytes, from, to, first, Words.hash(bytes, from, to));
      return;
    }
    long last = Words.last(bytes, to, length);
    int slot = RecentValues.slot(first, last, length);
    if (recent.again(slot, first, last, length)) {
      return;
    }
    settle(slot);
    int kind = look(bytes, from, to, first, Words.hash(first, last, length));
    if (kind == NOT_KEPT) {
      recent.clear(slot);
    } else {
      recent.put(slot, first, last, length, kind, number);
    }
  }

  /** Takes the empty field, where it is a value. */
  public void addEmpty() {
    look(NOTHING, 0, 0, 0, Words.hash(0, 0, 0));
  }

  /** Takes a value as if it had never come before, and says how the cache may keep it. */
  private int look(byte[] bytes, int from, int to, long first, long hash) {
    int length = to - from;
    if (length > 0 && length <= nullValues.longest() && nullValues.contains(bytes, from, to)) {
      nulls++;
      return RecentValues.NULL;
    }
    values++;
    bytesOfAll += length;
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
    distinct.add(hash);
    long prefix = TextExtreme.prefix(first);
    if (prefix <= leastPrefix || prefix >= greatestPrefix) {
      least.offer(bytes, from, to, prefix);
      greatest.offer(bytes, from, to, prefix);
      leastPrefix = Math.min(leastPrefix, prefix);
      greatestPrefix = Math.max(greatestPrefix, prefix);
    }
    return number(bytes, from, to, first) ? lookAtNumber(bytes, from, to) : RecentValues.TEXT;
  }

  private boolean number(byte[] bytes, int from, int to, long first) {
    int length = to - from;
    if (length == 0) {
      return false;
    }
    return (length <= Long.BYTES && number.readWord(first, length)) || number.read(bytes, from, to);
  }

  private int lookAtNumber(byte[] bytes, int from, int to) {
    numbers++;
    if (numbers == values) {
      // Of no interest once something else was there.
      smallest.offer(number, bytes, from, to);
      largest.offer(number, bytes, from, to);
    }
    if (number.small()) {
      sum.add(number.mantissa(), number.scale(), 1);
      return RecentValues.NUMBER;
    }
    sum.add(number.value());
    return NOT_KEPT;
  }

  /** Counts what came again of a slot's value. */
  private void settle(int slot) {
    long times = recent.takeTimes(slot);
    if (times == 0) {
      return;
    }
    int kind = recent.kind(slot);
    if (kind == RecentValues.NULL) {
      nulls += times;
      return;
    }
    values += times;
    bytesOfAll += times * recent.length(slot);
    if (kind == RecentValues.NUMBER) {
      numbers += times;
      sum.add(recent.mantissa(slot), recent.scale(slot), times);
    }
  }

  private void settle() {
    for (int slot = 0; recent != null && slot < recent.end(); slot = RecentValues.next(slot)) {
      settle(slot);
    }
  }

  /** Adds what was measured elsewhere. */
  public void add(ColumnMeasure other) {
    other.settle();
    nulls += other.nulls;
    values += other.values;
    numbers += other.numbers;
    bytesOfAll += other.bytesOfAll;
    shortest = Math.min(shortest, other.shortest);
    longest = Math.max(longest, other.longest);
    distinct.add(other.distinct);
    least.offer(other.least);
    greatest.offer(other.greatest);
    smallest.offer(other.smallest);
    largest.offer(other.largest);
    sum.add(other.sum);
  }

  /** Values that were NULL. */
  public long nulls() {
    settle();
    return nulls;
  }

  /** What was measured. */
  public ColumnMetrics metrics() {
    settle();
    boolean any = values > 0;
    boolean numeric = any && numbers == values;
    return new ColumnMetrics(
        values,
        distinct.count(),
        any ? Optional.of(numeric ? smallest.text() : least.text(SHOWN)) : Optional.empty(),
        any ? Optional.of(numeric ? largest.text() : greatest.text(SHOWN)) : Optional.empty(),
        mean(sum.total(), numbers),
        numbers,
        any ? shortest : 0,
        longest,
        mean(BigDecimal.valueOf(bytesOfAll), values));
  }

  private static Optional<Double> mean(BigDecimal total, long of) {
    return of == 0
        ? Optional.empty()
        : Optional.of(total.divide(BigDecimal.valueOf(of), MathContext.DECIMAL128).doubleValue());
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    settle();
    out.defaultWriteObject();
  }
}
