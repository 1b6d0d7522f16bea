package io.tributary.merge.slice;

import java.io.Serializable;
import java.util.List;

/**
 * What one task merges: members of a table that follow each other in the order of the product.
 *
 * @param index of the slice in the table, from 0
 * @param archives in order
 * @param rawBytes of its members, about
 * @param firstPart the first number that its parts of the product may have
 * @param parts how many numbers it may use
 * @param last whether it is the table's last
 */
public record Slice(
    int index, List<ArchiveSlice> archives, long rawBytes, int firstPart, int parts, boolean last)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
