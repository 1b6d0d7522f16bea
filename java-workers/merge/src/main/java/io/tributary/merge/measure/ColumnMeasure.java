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
 * is looked at. Where most are new, the cache is passed by for a while. What comes out depends on
 * the values alone, not on their order or on the cache.
 */
public final class ColumnMeasure implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};
  private static final int SHOWN = ColumnMetrics.LONGEST_VALUE;

  /** Values that pass the cache by, when more than a quarter of many short ones were new to it. */
  private static final int PASSED_BY = 8_000;

  /** So many values are many. */
  private static final int JUDGED = 64;

  private final NullValues nullValues;
  private final DistinctValues distinct = new DistinctValues();
  private final TextBounds bounds = new TextBounds();
  private final NumberMeasure numbers = new NumberMeasure();
  private long nulls;
  private long values;
  private long bytesOfAll;
  private int shortest = Integer.MAX_VALUE;
  private int longest;

  private final transient RecentValues recent = new RecentValues();
  private final transient ValueBatch fresh = new ValueBatch();
  private transient int passingBy;

  public ColumnMeasure(NullValues nullValues) {
    this.nullValues = nullValues;
  }

  /**
   * Takes values, or what stands for NULL; none is empty. What came back from another JVM takes
   * none any more: it is added up and read.
   */
  public void add(ValueBatch batch) {
    if (passingBy > 0) {
      passingBy -= batch.count;
      look(batch);
    } else {
      addRecent(batch);
    }
  }

  /** Takes the empty field so many times, where it is a value. */
  public void addEmpty(int times) {
    if (times > 0) {
      values += times;
      shortest = 0;
      distinct.add(Words.hash(0, 0, 0));
      bounds.add(NOTHING, 0, 0, 0);
    }
  }

  private void addRecent(ValueBatch batch) {
    byte[] bytes = batch.bytes;
    int again = 0;
    int unknown = 0;
    fresh.begin(bytes);
    for (int i = 0; i < batch.count; i++) {
      int from = batch.froms[i];
      int to = batch.tos[i];
      int length = to - from;
      if (length > Words.SHORT) {
        fresh.add(from, to);
        continue;
      }
      long first = Words.first(bytes, from, length);
      long last = Words.last(bytes, to, length);
      int slot = RecentValues.slot(first, last, length);
      if (recent.again(slot, first, last, length)) {
        again++;
      } else {
        unknown++;
        settle(slot);
        recent.put(slot, first, last, length, nullValues.contains(bytes, from, to));
        fresh.add(from, to);
      }
    }
    look(fresh);
    if (unknown > again / 3 && batch.count >= JUDGED) {
      passingBy = PASSED_BY;
    }
  }

  /**
   * Takes values as if they had never come before: all in one method, as nothing of it is worth a
   * call.
   */
  private void look(ValueBatch batch) {
    byte[] bytes = batch.bytes;
    int nullsHere = 0;
    int bytesHere = 0;
    for (int i = 0; i < batch.count; i++) {
      int from = batch.froms[i];
      int to = batch.tos[i];
      int length = to - from;
      long first = Words.first(bytes, from, length);
      if (nullValues.mayBegin((byte) first) && nullValues.contains(bytes, from, to)) {
        nullsHere++;
        continue;
      }
      bytesHere += length;
      shortest = Math.min(shortest, length);
      longest = Math.max(longest, length);
      if (length <= Words.SHORT) {
        distinct.add(Words.hash(first, Words.last(bytes, to, length), length));
      } else {
        distinct.add(Words.hash(bytes, from, to));
      }
      bounds.add(bytes, from, to, first);
      if (NumberWords.mayBegin(first)) {
        numbers.add(bytes, from, to, first);
      }
    }
    nulls += nullsHere;
    values += batch.count - nullsHere;
    bytesOfAll += bytesHere;
  }

  /** Counts what came again of a slot's value. */
  private void settle(int slot) {
    long times = recent.takeTimes(slot);
    if (times > 0 && recent.none(slot)) {
      nulls += times;
    } else if (times > 0) {
      int length = recent.length(slot);
      values += times;
      bytesOfAll += times * length;
      numbers.addAgain(recent.first(slot), recent.last(slot), length, times);
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
    bytesOfAll += other.bytesOfAll;
    shortest = Math.min(shortest, other.shortest);
    longest = Math.max(longest, other.longest);
    distinct.add(other.distinct);
    bounds.add(other.bounds);
    numbers.add(other.numbers);
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
    boolean numeric = any && numbers.count() == values;
    return new ColumnMetrics(
        values,
        distinct.count(),
        any ? Optional.of(numeric ? numbers.smallest() : bounds.least(SHOWN)) : Optional.empty(),
        any ? Optional.of(numeric ? numbers.largest() : bounds.greatest(SHOWN)) : Optional.empty(),
        mean(numbers.total(), numbers.count()),
        numbers.count(),
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
