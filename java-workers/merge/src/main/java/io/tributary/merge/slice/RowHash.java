package io.tributary.merge.slice;

/**
 * One well-formed record, by its values.
 *
 * @param slice that it is in
 * @param ordinal its number in the slice
 * @param rowHigh half of the row's hash
 * @param rowLow the other half
 * @param keyHigh half of the key's hash
 * @param keyLow the other half
 */
public record RowHash(
    int slice, long ordinal, long rowHigh, long rowLow, long keyHigh, long keyLow) {}
