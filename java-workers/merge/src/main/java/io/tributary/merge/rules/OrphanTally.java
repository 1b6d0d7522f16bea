package io.tributary.merge.rules;

import io.tributary.core.document.Sample;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** Rows that name no row of another table: how many, and the first of the first such values. */
final class OrphanTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeSet<Long> first = new TreeSet<>();
  private long rows;

  /** Counts values with their numbers of rows and first places. */
  static OrphanTally of(Iterator<Row> values) {
    OrphanTally tally = new OrphanTally();
    while (values.hasNext()) {
      Row value = values.next();
      tally.rows += value.getLong(0);
      tally.add(value.getLong(1));
    }
    return tally;
  }

  private void add(long place) {
    first.add(place);
    if (first.size() > Sample.KEPT) {
      first.pollLast();
    }
  }

  void add(OrphanTally other) {
    rows += other.rows;
    other.first.forEach(this::add);
  }

  long rows() {
    return rows;
  }

  /** The first places, ascending. */
  List<Long> first() {
    return List.copyOf(first);
  }
}
