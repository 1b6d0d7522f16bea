package io.tributary.quality.contract;

import java.io.Serializable;

/**
 * What merge looks at in every row, in its own pass over the data, because a contract says so.
 *
 * @param id of the contract's rule; unique in the table
 * @param column looked at, normalised ({@link io.tributary.core.config.ColumnName})
 * @param test what its value has to be
 * @param quarantine whether a row that fails goes to quarantine, with the reason {@code rule:ID};
 *     the first failing check of a row, in the contract's order, gives the reason
 */
public record ValueCheck(String id, String column, ValueTest test, boolean quarantine)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
