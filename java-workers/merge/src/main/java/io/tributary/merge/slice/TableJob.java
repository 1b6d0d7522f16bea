package io.tributary.merge.slice;

import io.tributary.core.config.TableSpec.RowPolicy;
import io.tributary.core.document.DayLayout;
import io.tributary.merge.measure.NullValues;
import io.tributary.merge.slice.SliceDecisions.RowFate;
import io.tributary.quality.contract.ValueCheck;
import java.io.Serializable;
import java.util.List;

/**
 * What all tasks of a table need to know; broadcast once.
 *
 * @param layout of the day
 * @param table name
 * @param columns of the product, as written
 * @param variants by their ids
 * @param nullValues field values that count as NULL
 * @param metrics whether the values of the columns are measured
 * @param recordBytes bytes of a record at most
 * @param partBytes of the product that one upload takes, about
 * @param key columns of the product that identify a row; all of them when there is no key
 * @param onDuplicate what becomes of a row that equals an earlier one
 * @param onCollision what becomes of a row with an earlier one's key
 * @param checks that a contract asks for, in its order
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record TableJob(
    DayLayout layout,
    String table,
    List<String> columns,
    List<VariantLayout> variants,
    NullValues nullValues,
    boolean metrics,
    int recordBytes,
    long partBytes,
    int[] key,
    RowPolicy onDuplicate,
    RowPolicy onCollision,
    List<ValueCheck> checks)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What becomes of a row that an earlier one equals, or shares its key with. */
  RowPolicy policy(RowFate fate) {
    return switch (fate) {
      case FIRST -> RowPolicy.KEEP_ALL;
      case DUPLICATE -> onDuplicate;
      case COLLISION -> onCollision;
    };
  }

  /** Whether such a row is published. */
  boolean stays(RowFate fate) {
    return policy(fate) == RowPolicy.KEEP_ALL;
  }
}
