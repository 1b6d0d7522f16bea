package io.tributary.core.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One entry of {@code tables}.
 *
 * <pre>{@code
 * tables:
 *   room_rate: {primary-key: [hotel_id, rate_plan, stay_date], on-collision: keep-all}
 * }</pre>
 *
 * @param columns the first columns of the product, in order; others follow
 * @param primaryKey columns that identify a row; empty: none known
 * @param onDuplicate what becomes of a row that equals an earlier one
 * @param onCollision what becomes of a row whose key an earlier one has
 * @param countDuplicates count duplicates although there is no primary key
 * @param csv the table's own dialect
 * @param quality what is measured and how strictly it is judged, where it differs
 * @param spark settings of the table's session ({@code spark.sql.*}), and of a Spark of its own
 */
public record TableSpec(
    List<String> columns,
    List<String> primaryKey,
    RowPolicy onDuplicate,
    RowPolicy onCollision,
    boolean countDuplicates,
    Optional<CsvDialect> csv,
    Optional<QualitySpec> quality,
    Map<String, String> spark) {
  /** What holds for a table that the partner file does not list. */
  public static final TableSpec DEFAULT =
      new TableSpec(
          List.of(),
          List.of(),
          RowPolicy.KEEP_ALL,
          RowPolicy.KEEP_ALL,
          false,
          Optional.empty(),
          Optional.empty(),
          Map.of());

  private static final String SESSION = "spark.sql.";

  public TableSpec {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    spark = Collections.unmodifiableMap(new TreeMap<>(spark));
  }

  /** Settings that hold in the table's session. */
  public Map<String, String> sessionSettings() {
    return settings(true);
  }

  /** Settings that the table cannot share with others: with any, it needs a Spark of its own. */
  public Map<String, String> contextSettings() {
    return settings(false);
  }

  private Map<String, String> settings(boolean ofSession) {
    Map<String, String> chosen = new TreeMap<>(spark);
    chosen.keySet().removeIf(key -> key.startsWith(SESSION) != ofSession);
    return chosen;
  }

  /** Whether duplicates and collisions are counted, which shuffles. */
  public boolean countsRows() {
    return countDuplicates || !primaryKey.isEmpty() || onDuplicate != RowPolicy.KEEP_ALL;
  }

  /** What becomes of a duplicate or colliding row; the first one always stays. */
  public enum RowPolicy {
    /** It is merged and counted. */
    KEEP_ALL,
    /** It is left out, and counted as dropped. */
    DROP,
    /** It goes to quarantine. */
    QUARANTINE
  }
}
