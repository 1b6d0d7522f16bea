package io.tributary.merge.slice;

import java.io.Serializable;

/**
 * How members of one header become rows.
 *
 * @param id of the variant within the table
 * @param columns of the header
 * @param headerLines physical lines of the header
 * @param delimiter between fields
 * @param quote negative for none
 * @param returnsEnd whether a lone carriage return ends records
 * @param transcoded whether extraction turned another encoding into UTF-8, and undecodable bytes
 *     into 0xFF and two hexadecimal digits
 * @param sources for each column of the product the field that it comes from, or -1
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record VariantLayout(
    int id,
    int columns,
    int headerLines,
    byte delimiter,
    int quote,
    boolean returnsEnd,
    boolean transcoded,
    int[] sources)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Stands for "never quoted". */
  public static final int NO_QUOTE = -1;

  /** Whether fields are written as the product has them, so that slices can be copied. */
  boolean copyable() {
    return delimiter == ',' && quote == '"';
  }
}
