package io.tributary.merge.measure;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Counts different values by their hashes: exactly up to {@link #EXACT}, then by a HyperLogLog
 * sketch of 4,096 registers (standard error 1.6 %). Either is a function of the set of values
 * alone, and so is the change from one to the other: neither order nor splits matter.
 *
 * <p>The estimate is Ertl's improved raw one ("New cardinality estimation algorithms for
 * HyperLogLog sketches", 2017, algorithm 6), which needs no correction for small or large numbers
 * and looks at registers only.
 */
final class DistinctValues implements Serializable {
  /** Values that are counted exactly. */
  static final int EXACT = 512;

  private static final long serialVersionUID = 1L;
  private static final int INDEX_BITS = 12;
  private static final int REGISTERS = 1 << INDEX_BITS;
  private static final int HASH_BITS = Long.SIZE - INDEX_BITS;
  private static final double ALPHA = 0.5 / 0.6931471805599453;

  /** Open addressing, at most half full; 0 is no hash. Null once there are registers. */
  private long[] hashes = new long[16];

  private int count;
  private byte[] registers;

  void add(long hash) {
    if (registers != null) {
      register(hash);
    } else {
      keep(hash == 0 ? 1 : hash);
    }
  }

  private void register(long hash) {
    int index = (int) (hash >>> HASH_BITS);
    // The bit behind the hash bounds the rank.
    int rank = Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << (INDEX_BITS - 1)) + 1;
    if (rank > registers[index]) {
      registers[index] = (byte) rank;
    }
  }

  private void keep(long hash) {
    int mask = hashes.length - 1;
    int at = (int) hash & mask;
    while (hashes[at] != 0) {
      if (hashes[at] == hash) {
        return;
      }
      at = (at + 1) & mask;
    }
    if (count == EXACT) {
      sketch();
      register(hash);
      return;
    }
    hashes[at] = hash;
    count++;
    if (2 * count > hashes.length) {
      long[] kept = hashes;
      hashes = new long[2 * kept.length];
      count = 0;
      keepAll(kept);
    }
  }

  private void keepAll(long[] others) {
    for (long other : others) {
      if (other != 0) {
        add(other);
      }
    }
  }

  private void sketch() {
    long[] kept = hashes;
    registers = new byte[REGISTERS];
    hashes = null;
    keepAll(kept);
  }

  /** Adds the values of another count. */
  void add(DistinctValues other) {
    if (other.registers == null) {
      keepAll(other.hashes);
      return;
    }
    if (registers == null) {
      sketch();
    }
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
  }

  /** How many there are. */
  long count() {
    return registers == null ? count : Math.round(estimate());
  }

  private double estimate() {
    int[] having = new int[HASH_BITS + 2];
    for (byte register : registers) {
      having[register]++;
    }
    double z = REGISTERS * tau(1 - (double) having[HASH_BITS + 1] / REGISTERS);
    for (int rank = HASH_BITS; rank >= 1; rank--) {
      z = 0.5 * (z + having[rank]);
    }
    z += REGISTERS * sigma((double) having[0] / REGISTERS);
    return ALPHA * REGISTERS * REGISTERS / z;
  }

  private static double sigma(double zeros) {
    double x = zeros;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (z != before);
    return z;
  }

  private static double tau(double unsaturated) {
    if (unsaturated == 0 || unsaturated == 1) {
      return 0;
    }
    double x = unsaturated;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (z != before);
    return z / 3;
  }

  @Override
  public String toString() {
    return count() + (registers == null ? "" : " about") + " of " + Arrays.hashCode(registers);
  }
}
