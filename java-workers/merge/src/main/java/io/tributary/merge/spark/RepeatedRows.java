package io.tributary.merge.spark;

import io.tributary.merge.slice.Decision;
import io.tributary.merge.slice.RowHash;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Finds rows that equal an earlier one (duplicates), and rows with an earlier one's key that do not
 * (collisions), by their hashes: rows meet by their own hash, and of equal ones all but the first
 * are duplicates; the first ones meet by their key's, and all but the first are collisions.
 *
 * <p>A task holds the different hashes of its partition and nothing of their repetitions, so that a
 * key which all rows have costs no memory. Spark SQL did the same by grouping and window functions,
 * at several times the cost of all slicing: rows as objects, sorted, and a second to start.
 */
final class RepeatedRows {
  /** Rows of a partition in most tables: up to 20 MB of different hashes, half as much to grow. */
  private static final long FEWEST_ROWS = 250_000;

  /** In large ones, whose blocks between so many partitions would be too small: up to 80 MB. */
  private static final long MOST_ROWS = 1_000_000;

  private static final int WANTED_PARTITIONS = 100;

  /** Reached with ten billion rows; from there on memory grows with a table. */
  private static final int MOST_PARTITIONS = 10_000;

  private final JavaRDD<Long> duplicates;
  private final JavaRDD<Long> collisions;

  /**
   * Of these rows.
   *
   * @param records how many there may be
   */
  RepeatedRows(JavaRDD<RowHash> hashes, long records) {
    long share = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, records / WANTED_PARTITIONS));
    int partitions = (int) Math.min(MOST_PARTITIONS, records / share + 1);
    HashPartitioner each = new HashPartitioner(partitions);
    JavaPairRDD<Integer, byte[]> byRow =
        hashes
            .mapPartitionsToPair(rows -> new HashBlocks(partitions, source(rows)))
            .partitionBy(each);
    JavaPairRDD<Integer, byte[]> byKey =
        byRow
            .mapPartitionsToPair(blocks -> new HashBlocks(partitions, firsts(blocks)))
            .partitionBy(each);
    this.duplicates = byRow.mapPartitions(Later::new);
    this.collisions = byKey.mapPartitions(Later::new).map(Decision::collision);
  }

  private static HashBlocks.Source source(Iterator<RowHash> rows) {
    return to -> {
      if (!rows.hasNext()) {
        return false;
      }
      RowHash row = rows.next();
      long place = Decision.record(row.slice(), row.ordinal(), true);
      to.add(row.rowHigh(), row.rowLow(), row.keyHigh(), row.keyLow(), place);
      return true;
    };
  }

  private static HashBlocks.Source firsts(Iterator<Tuple2<Integer, byte[]>> blocks) {
    FirstPlaces rows = new FirstPlaces();
    while (blocks.hasNext()) {
      HashBlocks.read(blocks.next()._2(), rows::meet);
    }
    return rows.others();
  }

  /**
   * How many there are.
   *
   * @param duplicates rows that equal an earlier one
   * @param collisions rows with an earlier one's key that equal none
   */
  record Counts(long duplicates, long collisions) {}

  /** Counts them. */
  Counts count() {
    return new Counts(duplicates.count(), collisions.count());
  }

  /** Decisions on all of them, in no order. */
  JavaRDD<Long> decisions() {
    return duplicates.union(collisions);
  }

  /** The places of all hashes but the first of each. */
  private static final class Later implements Iterator<Long> {
    private final Iterator<Tuple2<Integer, byte[]>> blocks;
    private final FirstPlaces places = new FirstPlaces();
    private final ArrayDeque<Long> found = new ArrayDeque<>();

    Later(Iterator<Tuple2<Integer, byte[]>> blocks) {
      this.blocks = blocks;
    }

    @Override
    public boolean hasNext() {
      while (found.isEmpty() && blocks.hasNext()) {
        HashBlocks.read(blocks.next()._2(), this::take);
      }
      return !found.isEmpty();
    }

    private void take(long high, long low, long otherHigh, long otherLow, long place) {
      long later = places.meet(high, low, otherHigh, otherLow, place);
      if (later != FirstPlaces.NEW) {
        found.add(later);
      }
    }

    @Override
    public Long next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return found.remove();
    }
  }
}
