package io.tributary.merge.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.merge.slice.Decision;
import io.tributary.merge.slice.RowHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedRowsTest {
  private static final int ROWS = 60_000;

  /** Few keys: most rows repeat. Many: few do. One: a key that all rows have. */
  @ParameterizedTest
  @ValueSource(ints = {1, 300, 50_000, 1_000_000})
  void everyRowButTheFirstOfItsKindIsFound(int keys) {
    Random random = new Random(keys);
    List<RowHash> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      long key = mixed(random.nextInt(keys));
      long row = mixed(key + random.nextInt(3));
      rows.add(new RowHash(i / 7_000, i % 7_000, row, mixed(row), key, mixed(key)));
    }
    Set<Long> expected = naive(rows);
    Collections.shuffle(rows, random);

    JavaRDD<RowHash> hashes =
        SharedSpark.context()
            .parallelize(rows.stream().map(RepeatedRowsTest::numbers).toList(), 5)
            .map(n -> new RowHash((int) n[0], n[1], n[2], n[3], n[4], n[5]));

    RepeatedRows found = new RepeatedRows(hashes, 1_500_000);

    List<Long> decisions = found.decisions().collect();
    assertThat(decisions).doesNotHaveDuplicates();
    assertThat(Set.copyOf(decisions)).isEqualTo(expected);
    long duplicates = expected.stream().filter(RepeatedRowsTest::duplicate).count();
    assertThat(found.count())
        .isEqualTo(new RepeatedRows.Counts(duplicates, expected.size() - duplicates));
  }

  private static Set<Long> naive(List<RowHash> inOrder) {
    Set<Long> seenRows = new HashSet<>();
    Set<Long> seenKeys = new HashSet<>();
    Set<Long> decisions = new HashSet<>();
    for (RowHash row : inOrder) {
      boolean newRow = seenRows.add(row.rowHigh());
      boolean newKey = seenKeys.add(row.keyHigh());
      if (!newRow || !newKey) {
        decisions.add(Decision.record(row.slice(), row.ordinal(), !newRow));
      }
    }
    return decisions;
  }

  private static long[] numbers(RowHash row) {
    return new long[] {
      row.slice(), row.ordinal(), row.rowHigh(), row.rowLow(), row.keyHigh(), row.keyLow()
    };
  }

  private static boolean duplicate(long decision) {
    return Decision.collision(decision) != decision;
  }

  /** Of bits as good as random, as a hash is, and another for each number. */
  private static long mixed(long number) {
    long mixed = (number ^ (number >>> 31)) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 29)) * 0xbf58476d1ce4e5b9L;
    return mixed ^ (mixed >>> 32);
  }
}
