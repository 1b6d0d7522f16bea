package io.tributary.core.config;

import io.tributary.core.config.TableSpec.RowPolicy;
import java.util.List;
import java.util.Map;

/** Reads one entry of {@code tables}. */
final class TableReader {
  private static final Kind<List<String>> COLUMN_LIST =
      Kind.list(Scalars::column, ColumnName::normalise);

  private static final Key<List<String>> COLUMNS =
      Key.of(
          "columns",
          COLUMN_LIST,
          List.of(),
          "none",
          "The first columns of the product, in order; all others follow.");
  private static final Key<List<String>> PRIMARY_KEY =
      Key.of(
          "primary-key",
          COLUMN_LIST,
          List.of(),
          "none",
          "Columns that identify a row. With them, duplicates and collisions are counted.");
  private static final Key<RowPolicy> ON_DUPLICATE =
      Key.of(
          "on-duplicate",
          Scalars.choice(RowPolicy.class),
          "keep-all",
          "What becomes of a row that equals an earlier one in all fields: `keep-all`, `drop` or"
              + " `quarantine`.");
  private static final Key<RowPolicy> ON_COLLISION =
      Key.of(
          "on-collision",
          Scalars.choice(RowPolicy.class),
          "keep-all",
          "What becomes of a row whose primary key an earlier one has: `keep-all`, `drop` or"
              + " `quarantine`.");
  private static final Key<Boolean> COUNT_DUPLICATES =
      Key.of(
          "count-duplicates",
          Scalars::bool,
          "false",
          "Count duplicates although there is no primary key; counting costs a shuffle of hashes by"
              + " row and one by key, whose partitions follow the table's rows"
              + " (`spark.sql.shuffle.partitions` does not count for it).");
  private static final Key<Map<String, String>> SPARK =
      SparkReader.key(
          "`spark.sql.*` settings of this table's session. With any other `spark.*` setting the table"
              + " has a Spark and a container of its own.");

  private TableReader() {}

  /** The block; what its {@code csv} and {@code quality} leave out is as in the partner's. */
  static Kind<TableSpec> kind(CsvDialect partnerCsv, QualitySpec partnerQuality) {
    Key<CsvDialect> csv =
        Key.optional(
            "csv", CsvReader.kind(partnerCsv, true), "The table's own dialect, where it differs.");
    Key<QualitySpec> quality =
        Key.optional(
            "quality",
            QualityReader.kind(partnerQuality, true),
            "What is measured of this table and how strictly it is judged, where it differs.");
    return Kind.block(
        List.of(
            COLUMNS,
            PRIMARY_KEY,
            ON_DUPLICATE,
            ON_COLLISION,
            COUNT_DUPLICATES,
            csv,
            quality,
            SPARK),
        block -> read(block, csv, quality));
  }

  private static TableSpec read(YamlMapping block, Key<CsvDialect> csv, Key<QualitySpec> quality) {
    RowPolicy onCollision = block.value(ON_COLLISION);
    if (onCollision != RowPolicy.KEEP_ALL && !block.has(PRIMARY_KEY)) {
      block.refuse(
          ON_COLLISION, "needs a primary-key to see collisions; write primary-key: [column, …]");
    }
    SparkReader.check(block, SPARK);
    return new TableSpec(
        block.value(COLUMNS),
        block.value(PRIMARY_KEY),
        block.value(ON_DUPLICATE),
        onCollision,
        block.value(COUNT_DUPLICATES),
        block.find(csv),
        block.find(quality),
        block.value(SPARK));
  }
}
