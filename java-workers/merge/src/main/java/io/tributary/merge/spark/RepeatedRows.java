package io.tributary.merge.spark;

import io.tributary.merge.slice.Decision;
import io.tributary.merge.slice.RowHash;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds rows that equal an earlier one (duplicates), and rows with an earlier one's key that do not
 * (collisions), with Spark SQL over their hashes.
 */
final class RepeatedRows {
  private static final StructType SCHEMA =
      DataTypes.createStructType(
          List.of(
              field("slice", true),
              field("ordinal", false),
              field("row_high", false),
              field("row_low", false),
              field("key_high", false),
              field("key_low", false)));

  private final Dataset<Row> records;

  RepeatedRows(TableSession session, JavaRDD<RowHash> hashes) {
    JavaRDD<Row> rows =
        hashes.map(
            hash ->
                RowFactory.create(
                    hash.slice(),
                    hash.ordinal(),
                    hash.rowHigh(),
                    hash.rowLow(),
                    hash.keyHigh(),
                    hash.keyLow()));
    this.records = session.sql().createDataFrame(rows, SCHEMA);
    records.createOrReplaceTempView("records");
  }

  private static StructField field(String name, boolean small) {
    return DataTypes.createStructField(
        name, small ? DataTypes.IntegerType : DataTypes.LongType, false);
  }

  /**
   * How many there are.
   *
   * @param duplicates rows that equal an earlier one
   * @param collisions rows with an earlier one's key that equal none
   */
  record Counts(long duplicates, long collisions) {}

  /** Counts only, which needs no order: different rows less different keys are the collisions. */
  Counts count() {
    Row counts =
        records
            .sparkSession()
            .sql(
                """
                SELECT coalesce(sum(records), 0) - coalesce(sum(rows), 0) AS duplicates,
                       coalesce(sum(rows), 0) - count(*) AS collisions
                FROM (SELECT sum(records) AS records, count(*) AS rows
                      FROM (SELECT key_high, key_low, count(*) AS records
                            FROM records GROUP BY key_high, key_low, row_high, row_low)
                      GROUP BY key_high, key_low)
                """)
            .head();
    return new Counts(counts.getLong(0), counts.getLong(1));
  }

  /** Decisions on all of them, in no order. */
  JavaRDD<Long> decisions() {
    return records
        .sparkSession()
        .sql(
            """
            SELECT slice, ordinal, duplicate
            FROM (SELECT slice, ordinal,
                         row_number() OVER (PARTITION BY row_high, row_low
                                            ORDER BY slice, ordinal) > 1 AS duplicate,
                         row_number() OVER (PARTITION BY key_high, key_low
                                            ORDER BY slice, ordinal) > 1 AS later
                  FROM records)
            WHERE duplicate OR later
            """)
        .toJavaRDD()
        .map(row -> Decision.record(row.getInt(0), row.getLong(1), row.getBoolean(2)));
  }
}
