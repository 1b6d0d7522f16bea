package io.tributary.quality.contract;

import java.util.List;

/**
 * Rows whose columns name a row of another table of the same delivery: merge counts those that name
 * none. Rows with a NULL among the columns are left out, as with foreign keys.
 *
 * @param id of the contract's rule
 * @param columns of this table
 * @param table the other one
 * @param keys its columns, in the same order
 */
public record ReferenceQuery(String id, List<String> columns, String table, List<String> keys) {
  public ReferenceQuery {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }
}
