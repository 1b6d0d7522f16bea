package io.tributary.quality.contract;

import io.tributary.core.config.ColumnName;
import java.util.Optional;

/**
 * A property of a contract's table: a column.
 *
 * @param property the contract's name for it
 * @param name as delivered: {@code physicalName}, else the same
 * @param type of its values; empty when the contract does not say
 * @param format of dates and timestamps ({@link java.time.format.DateTimeFormatter}); the empty
 *     text: ISO
 * @param required whether NULL is a mistake
 */
public record ContractColumn(
    String property, String name, Optional<LogicalType> type, String format, boolean required) {
  /** The name by which columns are compared. */
  public String key() {
    return ColumnName.normalise(name);
  }
}
