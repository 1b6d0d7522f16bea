package io.tributary.embedded.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * The rows of one table on one day. Keys count up, so a row repeats another only where this class
 * means it to: an earlier row again (a duplicate), or its key with other values (a collision). An
 * earlier row is repeated at most once, so that what becomes of either is never in doubt.
 */
final class RowSupply {
  /** What a row is to the rows before it. */
  enum Kin {
    NEW,
    DUPLICATE,
    COLLISION
  }

  /** A row and what it is. */
  record Drawn(SampleRow row, Kin kin) {}

  private static final int REMEMBERED = 200;
  private static final int DUPLICATES_PER_MILLE = 3;
  private static final int COLLISIONS_PER_MILLE = 2;

  private final SampleTable table;
  private final Values values;
  private final Random random;
  private final List<SampleRow> earlier = new ArrayList<>();
  private int rows;

  RowSupply(SampleTable table, Values values, Random random) {
    this.table = table;
    this.values = values;
    this.random = random;
  }

  /**
   * The next row under a header.
   *
   * @param counted whether the row will count; one in a refused archive must not be repeated
   */
  Drawn next(SampleHeader header, boolean counted) {
    int chance = random.nextInt(1000);
    if (chance < DUPLICATES_PER_MILLE + COLLISIONS_PER_MILLE && !earlier.isEmpty()) {
      int at = random.nextInt(earlier.size());
      SampleRow row = earlier.get(at);
      if (chance >= DUPLICATES_PER_MILLE) {
        SampleRow other = collision(header, row);
        if (!Arrays.equals(other.digest(), row.digest())) {
          earlier.remove(at);
          return new Drawn(other, Kin.COLLISION);
        }
      } else if (header.has(row.filled())) {
        earlier.remove(at);
        return new Drawn(row, Kin.DUPLICATE);
      }
    }
    SampleRow row = fresh(header);
    if (counted) {
      remember(row);
    }
    return new Drawn(row, Kin.NEW);
  }

  /** A row of its own that will never be repeated. */
  SampleRow fresh(SampleHeader header) {
    int number = rows++;
    TreeMap<String, String> fields = new TreeMap<>();
    for (SampleColumn column : header.columns()) {
      fields.put(column.name(), values.next(table, column, number));
    }
    return new SampleRow(fields);
  }

  private SampleRow collision(SampleHeader header, SampleRow row) {
    SampleRow other = fresh(header);
    for (SampleColumn key : table.keyColumns()) {
      other.values().put(key.name(), row.values().get(key.name()));
    }
    return other;
  }

  private void remember(SampleRow row) {
    if (earlier.size() < REMEMBERED) {
      earlier.add(row);
    } else {
      earlier.set(random.nextInt(REMEMBERED), row);
    }
  }
}
