/**
 * What extraction must know of CSV: where a member's header ends, how many records follow, and how
 * other encodings become UTF-8. Values are never looked at, and never changed.
 */
package io.tributary.transfer.csv;
